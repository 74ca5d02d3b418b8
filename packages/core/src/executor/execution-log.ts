import { callQuietly } from "../protocol/call-quietly.js";
import type { LogMessage } from "../protocol/messages.js";

const PREFIX: Readonly<Record<LogMessage["level"], string>> = {
  log: "",
  info: "",
  debug: "",
  warn: "[WARN] ",
  error: "[ERROR] ",
};

/** The console output of one execution, up to a limit; what is printed beyond is counted. */
export class ExecutionLog {
  readonly #lines: string[] = [];
  #charactersLeft: number;
  #dropped = 0;
  readonly #limit: number;
  readonly #onLine: ((line: string) => void) | undefined;

  constructor(limit: number, onLine: ((line: string) => void) | undefined) {
    this.#limit = limit;
    this.#charactersLeft = limit;
    this.#onLine = onLine;
  }

  /** The guest keeps the limit itself; a hostile one that does not is cut off here. */
  add({ level, text }: LogMessage): void {
    this.#charactersLeft -= text.length + 1;
    if (this.#charactersLeft < 0) {
      this.#dropped++;
      return;
    }
    const line = PREFIX[level] + text;
    this.#lines.push(line);
    callQuietly(this.#onLine, line);
  }

  /** Lines the guest did not send. */
  addDropped(count: number): void {
    this.#dropped += count;
  }

  /** All lines, and a last one that says how many were left out. */
  lines(): string[] {
    if (this.#dropped === 0) return this.#lines;
    const lines = this.#dropped === 1 ? "1 more line was" : `${this.#dropped} more lines were`;
    const limit = `the limit is ${this.#limit} characters`;
    return [...this.#lines, `[WARN] ${lines} not kept: ${limit}`];
  }
}
