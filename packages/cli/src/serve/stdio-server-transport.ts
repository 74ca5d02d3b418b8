import type { Readable, Writable } from "node:stream";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import {
  ErrorCode,
  type JSONRPCMessage,
  JSONRPCMessageSchema,
  type RequestId,
} from "@modelcontextprotocol/sdk/types.js";
import { type Line, LineReader } from "./line-reader.js";
import { failureFor, idOf, isAnswer } from "./malformed-answer.js";

const MAX_MESSAGE_BYTES = 64 << 20;

/** The streams of one client. */
interface Streams {
  readonly stdin: Readable;
  readonly stdout: Writable;
}

/**
 * MCP over stdin and stdout. In place of the SDK's, which ends the session at a message of more than 10 MB,
 * reads large ones in quadratic time, leaves the last line out if nothing ends it, and says nothing of
 * what it does not understand, so that whoever sent it would wait.
 */
export class StdioServerTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  readonly #streams: Streams;
  readonly #lines = new LineReader(MAX_MESSAGE_BYTES);
  #closed = false;

  constructor(streams: Streams) {
    this.#streams = streams;
  }

  async start(): Promise<void> {
    const { stdin } = this.#streams;
    stdin.on("data", this.#read);
    stdin.once("end", this.#end);
    stdin.on("error", this.#fail);
  }

  send(message: JSONRPCMessage): Promise<void> {
    return this.#write(message);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const { stdin } = this.#streams;
    stdin.off("data", this.#read);
    stdin.off("end", this.#end);
    stdin.off("error", this.#fail);
    // Nobody else reads it, and it would keep the process alive.
    stdin.pause();
    this.onclose?.();
  }

  readonly #read = (chunk: Uint8Array): void => {
    for (const line of this.#lines.push(chunk)) this.#receive(line);
  };

  readonly #end = (): void => this.#receive(this.#lines.end());

  readonly #fail = (error: Error): void => this.onerror?.(error);

  #receive(line: Line): void {
    if (this.#closed || line?.trim() === "") return;
    const json = line === undefined ? undefined : parseJson(line);
    const { success, data, error } = JSONRPCMessageSchema.safeParse(json);
    if (success) this.onmessage?.(data);
    else if (json === undefined) this.#refuse(line === undefined ? tooLong() : notJson());
    else if (isAnswer(json)) this.#failAnswered(json, error);
    else this.#refuse(noMessage(json), idOf(json));
  }

  /** An answer is not answered: two who do not understand each other would never end. */
  #failAnswered(json: unknown, error: Error): void {
    this.onerror?.(error);
    const failure = failureFor(json);
    if (failure !== undefined) this.onmessage?.(failure);
  }

  #refuse(error: { code: number; message: string }, id?: RequestId): void {
    this.onerror?.(new Error(error.message));
    void this.#write({ jsonrpc: "2.0", id: id ?? null, error });
  }

  #write(message: unknown): Promise<void> {
    const { stdout } = this.#streams;
    return new Promise((resolve) => {
      stdout.write(`${JSON.stringify(message)}\n`, () => resolve());
    });
  }
}

function parseJson(text: string): unknown {
  try {
    // It may begin with a byte order mark, where PowerShell pipes it in.
    return JSON.parse(text.trim());
  } catch {
    return undefined;
  }
}

function notJson(): { code: number; message: string } {
  return { code: ErrorCode.ParseError, message: "Parse error: the line is not JSON." };
}

function tooLong(): { code: number; message: string } {
  const message = `The message is larger than ${MAX_MESSAGE_BYTES} bytes.`;
  return { code: ErrorCode.InvalidRequest, message };
}

function noMessage(json: unknown): { code: number; message: string } {
  const why = Array.isArray(json)
    ? "batches are not taken, send each message by itself"
    : "a message is an object of JSON-RPC 2.0, its params are one too, and its id is a string or a whole number";
  return { code: ErrorCode.InvalidRequest, message: `Invalid Request: ${why}.` };
}
