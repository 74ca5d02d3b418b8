import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { type JSONRPCMessage, JSONRPCMessageSchema } from "@modelcontextprotocol/sdk/types.js";
import { LineDecoder } from "./line-decoder.js";
import type { StdioServerConfig } from "./server-config.js";
import { ServerProcess } from "./server-process.js";

const STDERR_LINES_SHOWN = 10;
const GARBAGE_SHOWN = 200;
const INTERNAL_ERROR = -32603;

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
  #starting: Promise<ServerProcess> | undefined;
  #process: ServerProcess | undefined;
  #closed = false;
  #garbage: string | undefined;
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
    const parts = [
      this.#complaint,
      exit,
      this.#garbage && `It wrote to stdout what is no MCP: ${this.#garbage}`,
      lines === "" ? "It wrote nothing to stderr." : `Its last words on stderr:\n${lines}`,
    ];
    return parts.filter((part) => part !== undefined).join(" ");
  }

  #read(chunk: Uint8Array): void {
    if (this.#closed) return;
    try {
      for (const line of this.#lines.push(chunk)) this.#receive(line);
    } catch (error) {
      this.#complaint = `The connection was ended, for ${(error as Error).message}.`;
      void this.close();
    }
  }

  #receive(line: string): void {
    const json = parseJson(line);
    // A version of the protocol that is still spoken has batches.
    if (Array.isArray(json) && json.length > 0) for (const part of json) this.#take(part, line);
    else this.#take(json, line);
  }

  #take(json: unknown, line: string): void {
    const { success, data } = JSONRPCMessageSchema.safeParse(json);
    if (success) this.onmessage?.(data);
    else if (isAnswer(json)) this.onmessage?.(malformedAnswer(json.id));
    else if (line.trim() !== "") this.#garbage ??= JSON.stringify(line.slice(0, GARBAGE_SHOWN));
  }

  #end(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.onclose?.();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isAnswer(json: unknown): json is { id: string | number } {
  if (typeof json !== "object" || json === null || "method" in json || !("id" in json))
    return false;
  return typeof json.id === "string" || typeof json.id === "number";
}

/** Whoever waits for the answer must hear of it, or would wait for the timeout. */
function malformedAnswer(id: string | number): JSONRPCMessage {
  const message = "the server's answer is not valid JSON-RPC";
  return { jsonrpc: "2.0", id, error: { code: INTERNAL_ERROR, message } };
}
