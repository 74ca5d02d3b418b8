import type { CodeError } from "../compile/code-error.js";
import { codeFrame } from "../compile/code-frame.js";
import type { CompiledCode, Position } from "../compile/compiled-code.js";
import { locateInStack } from "../compile/locate-in-stack.js";
import type { ExecutionErrorDetails } from "../contract/execution.js";
import { describeError } from "../errors/describe-error.js";
import type { ErrorCode } from "../errors/error-code.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import type { GuestFailure } from "../protocol/messages.js";

/** Codes that failed tool calls carry; on any other error `code` is the model's own business. */
const TOOL_CODES: ReadonlySet<string> = new Set<ErrorCode>([
  "TOOL_UNKNOWN",
  "TOOL_ARGUMENTS_INVALID",
  "TOOL_FAILED",
  "TOOL_TIMEOUT",
  "TOOL_CALL_CANCELLED",
  "TOOL_CALL_LIMIT",
  "POLICY_DENIED",
  "SERVER_UNAVAILABLE",
  "RECALL_UNKNOWN",
  "RECALL_LIMIT",
]);

/** How engines say that the memory limit kept them from making a buffer. */
const NO_MEMORY = /^(Array buffer allocation failed|WebAssembly\.Memory\(\): could not allocate)/;

/** An error of the model's code, with its place in the text the model sent. */
export function guestFailure(failure: GuestFailure, compiled: CompiledCode): ExecutionErrorDetails {
  const { name, message, stack } = failure;
  const code = codeOf(failure);
  const position = locateInStack(stack, compiled);
  return { code, name: name || "Error", message, ...placeOf(position, compiled.source) };
}

function codeOf({ code, name, message }: GuestFailure): ErrorCode {
  if (TOOL_CODES.has(code)) return code as ErrorCode;
  return name === "RangeError" && NO_MEMORY.test(message) ? "MEMORY_LIMIT" : "CODE_THREW";
}

/** Code that cannot be run as it stands. */
export function compileFailure(error: CodeError, source: string): ExecutionErrorDetails {
  const { code, message, position } = error;
  return { code, name: "SyntaxError", message, ...placeOf(position, source) };
}

/** A failure that is not of the code's making: a limit, an abort, a sandbox that did not start. */
export function hostFailure(thrown: unknown): ExecutionErrorDetails {
  const code = ToolweaveError.isInstance(thrown) ? thrown.code : "SANDBOX_DIED";
  return { code, name: "ExecutionError", message: describeError(thrown) };
}

/** The text for `ExecutionResult.error`. */
export function failureText(details: ExecutionErrorDetails): string {
  const { name, message, line, column, frame } = details;
  const headline = name === "ExecutionError" ? message : `${name}: ${message}`;
  if (line === undefined) return headline;
  return `${headline}\n  at line ${line}, column ${column}\n\n${frame}`;
}

function placeOf(
  position: Position | undefined,
  source: string,
): Pick<ExecutionErrorDetails, "line" | "column" | "frame"> {
  return position === undefined ? {} : { ...position, frame: codeFrame(source, position) };
}
