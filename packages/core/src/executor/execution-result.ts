import type { ExecutionResult } from "../contract/execution.js";
import { describeError } from "../errors/describe-error.js";
import type { ErrorCode } from "../errors/error-code.js";
import { ToolweaveError } from "../errors/toolweave-error.js";

const REQUIRED = ["result", "logs", "error", "execution_time"] as const;

/**
 * What an executor of somebody else answered, as a result of the right type: it may leave out what it does
 * not know. `started` is when it was asked, of `performance.now()`.
 */
export function executionResult(answer: unknown, started: number): ExecutionResult {
  if (isComplete(answer)) return answer;
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) {
    return failedExecution(invalidAnswer(answer), started);
  }
  // Decoders of binary formats give objects whose fields are on their prototypes, where a copy has none.
  const { result, logs, error, execution_time, error_details, tool_calls, content } =
    answer as Partial<ExecutionResult>;
  const complete: ExecutionResult = {
    ...answer,
    result,
    logs: linesOf(logs),
    error: errorOf(error, error_details),
    execution_time: isDuration(execution_time) ? execution_time : secondsSince(started),
  };
  const optional = {
    error_details: isObject(error_details) ? error_details : undefined,
    tool_calls: Array.isArray(tool_calls) ? tool_calls.filter(isObject) : undefined,
    // What is no array is shown as it is.
    content: content ?? undefined,
  };
  for (const [name, value] of Object.entries(optional)) {
    if (value === undefined) delete complete[name as keyof typeof optional];
    else Object.assign(complete, { [name]: value });
  }
  return complete;
}

/** The result of an execution whose executor failed. */
export function failedExecution(error: Failure, started: number): ExecutionResult {
  const { code, name, message } = error;
  return {
    result: null,
    logs: [],
    error: message,
    execution_time: secondsSince(started),
    error_details: { code, name, message },
  };
}

/** All that was printed may be one text. */
function linesOf(logs: unknown): string[] {
  if (Array.isArray(logs)) return Array.from(logs, textOf);
  return typeof logs === "string" && logs !== "" ? [logs] : [];
}

/** Who tells the parts of an error has told of an error. */
function errorOf(error: unknown, details: unknown): string | null {
  if (error !== undefined && error !== null) return textOf(error);
  return isObject(details) && "message" in details ? textOf(details) : null;
}

interface Failure {
  readonly code: ErrorCode;
  readonly name: string;
  readonly message: string;
}

/** What is an error in other languages and libraries has a message, and is no `Error` here. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  const { message } = Object(value) as { message?: unknown };
  return typeof message === "string" ? message : describeError(value);
}

function isComplete(answer: unknown): answer is ExecutionResult {
  if (!isObject(answer)) return false;
  const { logs, error, execution_time, error_details, tool_calls, content } =
    answer as Partial<ExecutionResult>;
  return (
    REQUIRED.every((name) => Object.hasOwn(answer, name)) &&
    isListOf(logs, (line) => typeof line === "string") &&
    (typeof error === "string" || (error === null && !isObject(error_details))) &&
    isDuration(execution_time) &&
    isOptional(error_details, isObject) &&
    isOptional(tool_calls, (calls) => isListOf(calls, isObject)) &&
    content !== null
  );
}

function isListOf(value: unknown, is: (element: unknown) => boolean): boolean {
  return Array.isArray(value) && Array.from(value).every(is);
}

function isDuration(value: unknown): value is number {
  return Number.isFinite(value) && (value as number) >= 0;
}

/** Null stands for none in other languages, but not in `ExecutionResult`. */
function isOptional(value: unknown, is: (value: unknown) => boolean): boolean {
  return value === undefined || is(value);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function invalidAnswer(answer: unknown): ToolweaveError {
  const kind = answer === null ? "null" : Array.isArray(answer) ? "an array" : typeof answer;
  return new ToolweaveError(
    "EXECUTOR_INVALID",
    "The executor must answer with { result, logs, error, execution_time }, and answered with " +
      `${kind}.`,
  );
}

function secondsSince(started: number): number {
  return (performance.now() - started) / 1000;
}
