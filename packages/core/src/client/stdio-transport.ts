import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";
import { LineDecoder } from "./line-decoder.js";
import { readMessages } from "./read-messages.js";
import type { StdioServerConfig } from "./server-config.js";
import { ServerProcess } from "./server-process.js";
import { StrayOutput } from "./stray-output.js";

const STDERR_LINES_SHOWN = 10;
/** By these a server says no more the second time. */
const LIST_CHANGED = /"notifications\/\w+\/list_changed"/;

/**
 * MCP over the stdin and stdout of a child process. In place of the SDK's, which keeps the exit code to
 * itself, refuses messages of more than 10 MB, and reads large ones in quadratic time.
 */
export class StdioTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  readonly #config: StdioServerConfig;
  readonly #lines = new LineDecoder();
  readonly #stray = new StrayOutput();
  #starting: Promise<ServerProcess> | undefined;
  #process: ServerProcess | undefined;
  #closed = false;
  #complaint: string | undefined;

  constructor(config: StdioServerConfig) {
    this.#config = config;
  }

  async start(): Promise<void> {
    this.#starting = ServerProcess.start(this.#config);
    const process = await this.#starting;
    this.#process = process;
    process.stdout.on("data", (chunk: Uint8Array) => this.#read(chunk));
    // No answer can come any more, even if the process lives on.
    process.stdout.once("end", () => void process.stop());
    void process.ended.then(() => this.#end());
  }

  async send(message: JSONRPCMessage): Promise<void> {
    const process = this.#process;
    if (process === undefined || this.#closed) throw new Error("Not connected");
    // What is no JSON is the caller's mistake, of which the server knows nothing.
    const line = `${JSON.stringify(message)}\n`;
    try {
      await process.write(line);
    } catch (error) {
      // Its last words are worth waiting for.
      await process.stop();
      throw error;
    }
  }

  /** Ends the process. What is pending fails at once, and does not wait for it. */
  async close(): Promise<void> {
    this.#end();
    const process = await this.#starting?.catch(() => undefined);
    await process?.stop();
  }

  get stderr(): string {
    return this.#process?.stderr.text ?? "";
  }

  /** What a developer should see when the server fails. */
  diagnose(): string {
    if (this.#process === undefined) return "";
    const { exit, stderr } = this.#process;
    const lines = stderr.lastLines(STDERR_LINES_SHOWN);
    const stray = this.strayOutput();
    const parts = [
      this.#complaint,
      exit,
      stray && `${stray}.`,
      lines === "" ? "It wrote nothing to stderr." : `Its last words on stderr:\n${lines}`,
    ];
    return parts.filter((part) => part !== undefined).join(" ");
  }

  /** What it wrote where answers are expected, in a sentence without its full stop. */
  strayOutput(since?: number): string | undefined {
    return this.#stray.inWords(since);
  }

  #read(chunk: Uint8Array): void {
    if (this.#closed) return;
    try {
      let last = "";
      for (const line of this.#lines.push(chunk)) {
        const isRepeated = line === last && LIST_CHANGED.test(line);
        if (!isRepeated) this.#receive(line);
        last = line;
      }
    } catch (error) {
      this.#complaint = `The connection was ended, for ${(error as Error).message}.`;
      void this.close();
    }
  }

  #receive(line: string): void {
    const messages = readMessages(line);
    for (const message of messages) this.onmessage?.(message);
    if (messages.length > 0 || line.trim() === "") return;
    this.#stray.add(line);
  }

  #end(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.onclose?.();
  }
}
