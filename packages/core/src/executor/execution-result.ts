import type { ExecutionResult } from "../contract/execution.js";
import { describeError } from "../errors/describe-error.js";
import type { ErrorCode } from "../errors/error-code.js";
import { ToolweaveError } from "../errors/toolweave-error.js";

/**
 * What an executor of somebody else answered, as a result of the right type: it may leave out what it does
 * not know. `started` is when it was asked, of `performance.now()`.
 */
export function executionResult(answer: unknown, started: number): ExecutionResult {
  if (isComplete(answer)) return answer;
  const seconds = secondsSince(started);
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) {
    return failedExecution(invalidAnswer(answer), started);
  }
  const { result, logs, error, execution_time, ...rest } = answer as Partial<ExecutionResult>;
  if (!Array.isArray(rest.tool_calls)) delete rest.tool_calls;
  // What is no array is shown as it is.
  if (rest.content === null) delete rest.content;
  if (!isObject(rest.error_details)) delete rest.error_details;
  return {
    ...rest,
    result,
    logs: Array.isArray(logs) ? logs.map(textOf) : [],
    error: error === undefined || error === null ? null : textOf(error),
    execution_time: typeof execution_time === "number" ? execution_time : seconds,
  };
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
  if (typeof answer !== "object" || answer === null) return false;
  const { logs, error, execution_time, error_details, tool_calls, content } =
    answer as Partial<ExecutionResult>;
  return (
    "result" in answer &&
    Array.isArray(logs) &&
    logs.every((line) => typeof line === "string") &&
    (error === null || typeof error === "string") &&
    typeof execution_time === "number" &&
    isOptional(error_details, isObject) &&
    isOptional(tool_calls, Array.isArray) &&
    content !== null
  );
}

/** Null stands for none in other languages, but not in `ExecutionResult`. */
function isOptional(value: unknown, is: (value: unknown) => boolean): boolean {
  return value === undefined || is(value);
}

function isObject(value: unknown): boolean {
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
