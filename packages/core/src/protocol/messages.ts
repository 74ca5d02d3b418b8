import type { NamespaceManifest } from "../contract/executor-host.js";
import type { ServerMethod } from "../contract/server-method.js";
import type { ContentBlock } from "../contract/tool.js";
import type { SearchDetailLevel, ToolSearchOptions } from "../contract/tool-search.js";

/** Changes whenever a message changes its form. */
export const PROTOCOL_VERSION = 3;

/** From guest to host. The guest is hostile by assumption: see `parseGuestMessage`. */
export type GuestMessage =
  | CallMessage
  | RequestMessage
  | SearchMessage
  | RecallMessage
  | LogMessage
  | EmitMessage
  | TimerMessage
  | PartMessage
  | DoneMessage;

/** A tool call. `id` counts from 1, in the order of invocation, whatever else is asked for included. */
export interface CallMessage {
  readonly type: "call";
  readonly id: number;
  /** Raw server name. */
  readonly server: string;
  /** Raw tool name, or the unknown name the code used. */
  readonly tool: string;
  readonly args: readonly unknown[];
}

/** Asks a server for something beside tools: its resources and prompts. */
export interface RequestMessage {
  readonly type: "request";
  readonly id: number;
  /** Raw server name. */
  readonly server: string;
  readonly method: ServerMethod;
  readonly args: readonly unknown[];
}

export interface SearchMessage {
  readonly type: "search";
  readonly id: number;
  /** What an object holds is checked by the search itself. */
  readonly query: string | ToolSearchOptions;
  readonly detail: SearchDetailLevel | undefined;
}

/** Asks for a value that was cut in an earlier answer. */
export interface RecallMessage {
  readonly type: "recall";
  readonly id: number;
  readonly handle: string;
}

export interface LogMessage {
  readonly type: "log";
  readonly level: "log" | "info" | "debug" | "warn" | "error";
  readonly text: string;
}

/** A content block for the model, beside the result. */
export interface EmitMessage {
  readonly type: "emit";
  readonly block: ContentBlock;
  /** Characters of the message. */
  readonly length: number;
}

/** Asks for one tick after `ms`, or takes the request back (`null`). */
export interface TimerMessage {
  readonly type: "timer";
  readonly id: number;
  readonly ms: number | null;
}

/**
 * Elements of a long array in the result, ahead of `done`, in whose value the array is empty: what is large is
 * thereby read while it is still being written, and nobody is held up by all of it at once.
 */
export interface PartMessage {
  readonly type: "part";
  /** The member of the result that the array is; without it, the array is the result. */
  readonly key: string | undefined;
  readonly values: readonly unknown[];
  /** Characters of the message. */
  readonly length: number;
}

/** The end of the execution, by return, by error, or for a result beyond the limit. */
export interface DoneMessage {
  readonly type: "done";
  readonly linesDropped: number;
  /** How many messages with parts of the value went ahead of this one; none if it is absent. */
  readonly parts?: number;
  readonly value?: unknown;
  readonly error?: GuestFailure;
  /** Characters of a result that was not sent for its size. */
  readonly tooLarge?: number;
}

/** An error of the guest's code, in strings. */
export interface GuestFailure {
  readonly name: string;
  readonly message: string;
  /** The `code` property of the error, or "". */
  readonly code: string;
  /** The engine's stack text, or "". */
  readonly stack: string;
}

/** What a `prepare` message says. */
export interface PrepareRequest {
  readonly namespaces: readonly NamespaceManifest[];
  readonly maxLogBytes: number;
  /** Bounds the result, and the blocks that are emitted together. */
  readonly maxResultBytes: number;
  readonly maxContentBlocks: number;
}

/** A failed call as it is told to the guest, where it becomes a `ToolError`. */
export interface CallFailure {
  readonly name: string;
  readonly message: string;
  readonly code: string;
  readonly server?: string;
  readonly tool?: string;
  readonly content?: unknown;
}
