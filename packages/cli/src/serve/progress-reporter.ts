import { setTimeout as delay } from "node:timers/promises";
import type { ToolCallRecord } from "@toolweave/core";
import { headOfText } from "./head-of-text.js";
import type { Extra } from "./request-extra.js";

/** Lines that come in quick succession go in one notification. */
const GATHER_MS = 50;
const MAX_MESSAGE = 2_000;

/** Clients that wait longer as long as there is progress may give up on code that is silent. */
const SILENT_MS = 5_000;

/** The SDK's client drops progress that it reads together with the result. */
const APART_MS = 10;

/** Tells a client that asked for progress what an execution prints and calls. */
export class ProgressReporter {
  readonly #extra: Extra;
  readonly #token: string | number | undefined;
  #lines: string[] = [];
  #length = 0;
  #dropped = 0;
  #progress = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #start: number = performance.now();
  readonly #silence: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<void> = Promise.resolve();

  constructor(extra: Extra) {
    this.#extra = extra;
    this.#token = extra._meta?.progressToken;
    if (this.#token === undefined) return;
    this.#silence = setTimeout(() => this.#addSilence(), SILENT_MS).unref();
  }

  add(line: string): void {
    if (this.#token === undefined) return;
    const room = MAX_MESSAGE - this.#length;
    if (room <= 0) this.#dropped++;
    else {
      const shown = line.length > room ? `${headOfText(line, room)}…` : line;
      this.#lines.push(shown);
      this.#length += shown.length + 1;
    }
    this.#timer ??= setTimeout(() => this.#flush(), GATHER_MS);
  }

  addCall({ namespace, tool, status, duration_ms }: ToolCallRecord): void {
    const call = `${namespace}.${tool}`;
    this.add(
      status === "pending" ? `→ ${call}` : `← ${call}: ${status}, ${Math.round(duration_ms)} ms`,
    );
  }

  /** Sends what is left. The client has heard of everything before it gets the result. */
  async end(): Promise<void> {
    const isLast = this.#lines.length > 0;
    this.#flush();
    clearTimeout(this.#silence);
    await this.#sending;
    if (isLast && this.#token !== undefined) await delay(APART_MS);
  }

  #addSilence(): void {
    this.add(`still at work after ${Math.round((performance.now() - this.#start) / 1_000)} s`);
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#token === undefined || this.#lines.length === 0) return;
    const more = this.#dropped > 0 ? [`… and ${this.#dropped} more lines`] : [];
    const message = [...this.#lines, ...more].join("\n");
    this.#lines = [];
    this.#length = 0;
    this.#dropped = 0;
    this.#silence?.refresh();
    const params = { progressToken: this.#token, progress: ++this.#progress, message };
    const send = (): Promise<void> =>
      this.#extra.sendNotification({ method: "notifications/progress", params });
    // A client that is gone hears nothing more; the execution ends by its signal.
    this.#sending = this.#sending.then(send).catch(() => {});
  }
}
