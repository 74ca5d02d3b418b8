import type { ToolCallRecord } from "../contract/execution.js";
import type { SearchDetailLevel } from "../contract/tool-search.js";
import type { ErrorCode } from "../errors/error-code.js";

/** What a client tells its listeners, by the names that `client.on` takes. Events are frozen, plain data. */
export interface ClientEvents {
  /** An execution begins, before servers are connected and the code is compiled. */
  executionStart: ExecutionStartEvent;
  /** An execution is over, by return, error, timeout or abort, or is suspended. Every start has one end. */
  executionEnd: ExecutionEndEvent;
  /** A nested call begins: its arguments are not yet checked, nothing is sent. */
  toolCallStart: ToolCallEvent;
  /** A nested call is over, whether it was made or not, or waits on in a suspended execution. Every start has one end. */
  toolCallEnd: ToolCallEvent;
  /** Code has printed a line. */
  log: LogEvent;
  /** A search for tools is over, in code or by `searchTools`. */
  search: SearchEvent;
}

/** Called with each event of one kind. What it throws, or rejects with, is dropped. */
export type ClientEventListener<Name extends keyof ClientEvents> = (
  event: Readonly<ClientEvents[Name]>,
) => void;

export interface ExecutionStartEvent {
  /** The same in all events of one execution, and in no other's. */
  readonly executionId: string;
  /** True if it was suspended, and goes on: what it has told before it does not tell again. */
  readonly resumed: boolean;
  /** The code as it was given. */
  readonly code: string;
  /** The timeout that was asked for, in milliseconds; `undefined` means the executor's own. */
  readonly timeoutMs: number | undefined;
}

export interface ExecutionEndEvent {
  readonly executionId: string;
  readonly code: string;
  /** True if it waits for approval, and may go on: it has neither failed nor succeeded. */
  readonly suspended: boolean;
  /** As in `ExecutionResult.error`, or the message of what the executor threw. */
  readonly error: string | null;
  readonly errorCode: ErrorCode | undefined;
  /** What the result is: `"array"`, `"null"`, or as `typeof` says. The value is the caller's alone. */
  readonly resultType: string;
  /** Lines in `ExecutionResult.logs`. */
  readonly logLines: number;
  /** Calls in `ExecutionResult.tool_calls`, or those the client has seen where the executor keeps none. */
  readonly toolCalls: number;
  /** Milliseconds from this start to this end, connecting to servers included. */
  readonly durationMs: number;
}

export interface ToolCallEvent {
  /** `undefined` for a call that belongs to no execution, or if the runtime cannot tell to which. */
  readonly executionId: string | undefined;
  /** A copy: in a start, its status is "pending", and so it is in the end of one that waits on. */
  readonly call: Readonly<ToolCallRecord>;
}

export interface LogEvent {
  readonly executionId: string;
  /** As in `ExecutionResult.logs`. */
  readonly line: string;
}

export interface SearchEvent {
  /** `undefined` for a search that no code made. */
  readonly executionId: string | undefined;
  /** Empty for one that lists all tools. */
  readonly query: string;
  readonly detailLevel: SearchDetailLevel | undefined;
  /** How many results were given. */
  readonly count: number;
  /** How many tools matched. */
  readonly matches: number;
  readonly durationMs: number;
  /** Why it failed; `null` if it did not. */
  readonly error: string | null;
  readonly errorCode: ErrorCode | undefined;
}
