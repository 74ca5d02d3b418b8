import type { ErrorCode } from "../errors/error-code.js";
import type { CallSupervisor } from "./call-supervisor.js";
import type { ContentBlock } from "./tool.js";

/** The outcome of one execution. Failures of the code are data here, never exceptions. */
export interface ExecutionResult {
  /** What the code returned, through the value mapping of docs/values.md; `null` when it failed. */
  result: unknown;
  /** One string per console call, in order; errors and warnings begin with `[ERROR] ` and `[WARN] `. */
  logs: string[];
  /** What went wrong, with the place in the model's own code; `null` when the code succeeded. */
  error: string | null;
  /** Duration in seconds, connecting to servers not included. */
  execution_time: number;
  /** The same error in parts; absent when the code succeeded. */
  error_details?: ExecutionErrorDetails;
  /** Every nested tool call, in the order of invocation. */
  tool_calls?: ToolCallRecord[];
  /** What the code sent to the model beside its result, by `emit` and `image`; absent if nothing. */
  content?: ContentBlock[];
}

/** The parts of `ExecutionResult.error`. Lines and columns count from 1, in the text the model sent. */
export interface ExecutionErrorDetails {
  code: ErrorCode;
  /** The error's class in the guest, such as `TypeError` or `ToolError`. */
  name: string;
  message: string;
  line?: number;
  column?: number;
  /** The line concerned, its neighbours, and a caret. */
  frame?: string;
}

/** One nested tool call as the bridge saw it. */
export interface ToolCallRecord {
  /** The number the guest gave the call, from 1, in the order of invocation. */
  id: number;
  /** The server's configured name. */
  server: string;
  /** The identifier under which the server's tools stand in code. */
  namespace: string;
  /** The tool's raw name; `$resources.read` and the like for what is no tool. */
  tool: string;
  /** "denied": the policy, or a person, refused it, and it was not made. */
  status: "pending" | "ok" | "error" | "cancelled" | "denied";
  /** Milliseconds from the start of the execution. */
  started_ms: number;
  duration_ms: number;
  /** How often the call was made, where it was made again after a failure; see `codeMode.retry`. */
  attempts?: number;
  /** True of a call that failed or was cancelled before it was sent: its server has done nothing. */
  unsent?: boolean;
  /** UTF-8 bytes of the arguments as JSON. */
  bytes_in: number;
  /** UTF-8 bytes of the value handed to the guest as JSON. */
  bytes_out: number;
  error_code?: ErrorCode;
  /** Why the call failed. */
  error?: string;
}

/** Stands for one execution, within the client that started it. */
export interface ExecutionScope {
  /** The same in all events of the execution. */
  readonly executionId: string;
}

/** The optional third argument of `execute`. Executors that ignore it stay valid. */
export interface ExecuteOptions {
  /** Ends the execution: the guest is killed and pending tool calls are cancelled. */
  signal?: AbortSignal | undefined;
  /** Called with each log line as it is printed. */
  onLog?: ((line: string) => void) | undefined;
  /** Called when a nested call starts (`pending`) and when it ends. */
  onToolCall?: ((call: ToolCallRecord) => void) | undefined;
  /**
   * Given by the client. An executor that opens a gate hands it on to `openGate`, so that events and
   * traces know whose calls they are.
   */
  scope?: ExecutionScope | undefined;
  /** Stands between the code and its nested calls. Executors that extend `SandboxExecutor` obey it. */
  supervisor?: CallSupervisor | undefined;
}

/** Options of one execution, for `client.executeCode`. */
export interface ExecuteCodeOptions extends Omit<ExecuteOptions, "scope"> {
  /** Milliseconds, instead of the executor's own. */
  timeout?: number | undefined;
  /** What events and spans call this execution, and no other; a random UUID where none is given. */
  executionId?: string | undefined;
}

/** An executor as one function: gets code and a timeout in milliseconds, answers with a result. */
export type CodeExecutorFunction = (
  code: string,
  timeout?: number,
  options?: ExecuteOptions,
) => Promise<ExecutionResult>;
