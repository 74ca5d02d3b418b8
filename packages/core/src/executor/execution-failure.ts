import type { CodeError } from "../compile/code-error.js";
import { codeFrame } from "../compile/code-frame.js";
import type { CompiledCode, Position } from "../compile/compiled-code.js";
import { locateInStack } from "../compile/locate-in-stack.js";
import { engineFailure } from "../compile/syntax-failure.js";
import type { ExecutionErrorDetails } from "../contract/execution.js";
import type { NamespaceManifest } from "../contract/executor-host.js";
import { describeError } from "../errors/describe-error.js";
import type { ErrorCode } from "../errors/error-code.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import type { GuestFailure } from "../protocol/messages.js";
import { namespaceHint } from "./namespace-hint.js";

/** Codes that failed requests to the host carry; on any other error `code` is the model's own business. */
const REQUEST_CODES: ReadonlySet<string> = new Set<ErrorCode>([
  "TOOL_UNKNOWN",
  "TOOL_ARGUMENTS_INVALID",
  "TOOL_FAILED",
  "TOOL_TIMEOUT",
  "TOOL_CALL_CANCELLED",
  "TOOL_CALL_LIMIT",
  "POLICY_DENIED",
  "CAPABILITY_MISSING",
  "SERVER_UNAVAILABLE",
  "SERVER_UNKNOWN",
  "SESSION_CLOSED",
  "CONFIG_INVALID",
  "CONFIG_VARIABLE_MISSING",
  "RECALL_UNKNOWN",
  "RECALL_LIMIT",
  "CONTENT_LIMIT",
]);

/** How engines say that a limit kept them from going on, in errors that code can catch. */
const LIMIT_ERRORS: readonly (readonly [ErrorCode, RegExp])[] = [
  ["MEMORY_LIMIT", /^RangeError: Array buffer allocation failed/],
  ["MEMORY_LIMIT", /^RangeError: WebAssembly\.Memory\(\): could not allocate/],
  ["MEMORY_LIMIT", /^InternalError: out of memory\b/],
  ["STACK_LIMIT", /^RangeError: Maximum call stack size exceeded$/],
];

/** An error of the model's code, with its place in the text the model sent. */
export function guestFailure(
  failure: GuestFailure,
  compiled: CompiledCode | undefined,
  namespaces: readonly NamespaceManifest[],
): ExecutionErrorDetails {
  const code = codeOf(failure);
  const name = failure.name || "Error";
  const hint = namespaceHint(failure, namespaces);
  const position = compiled && locateInStack(failure.stack, compiled);
  if (compiled === undefined || position === undefined) {
    return { code, name, message: failure.message + hint };
  }
  const { source } = compiled;
  const said =
    code === "CODE_INVALID" ? engineFailure(failure.message, source, position) : failure.message;
  return { code, name, message: said + hint, ...placeOf(position, source) };
}

function codeOf({ code, name, message }: GuestFailure): ErrorCode {
  if (REQUEST_CODES.has(code)) return code as ErrorCode;
  if (name === "SyntaxError" && code === "CODE_INVALID") return code;
  return LIMIT_ERRORS.find(([, error]) => error.test(`${name}: ${message}`))?.[0] ?? "CODE_THREW";
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
