import type { ExecutionResult } from "../contract/execution.js";
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
  return {
    ...rest,
    result,
    logs: Array.isArray(logs) ? logs.map(String) : [],
    error: error === undefined || error === null ? null : String(error),
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

function isComplete(answer: unknown): answer is ExecutionResult {
  if (typeof answer !== "object" || answer === null) return false;
  const { logs, error, execution_time } = answer as Partial<ExecutionResult>;
  return (
    "result" in answer &&
    Array.isArray(logs) &&
    logs.every((line) => typeof line === "string") &&
    (error === null || typeof error === "string") &&
    typeof execution_time === "number"
  );
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
