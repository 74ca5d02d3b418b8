import type { ErrorCode } from "@toolweave/core";

/** How a command ended, for scripts. Signals add theirs to 128, as shells do. */
export const ExitCode = { ok: 0, failed: 1, usage: 2, limit: 3, policy: 4 } as const;

/** Takes the exit code of a command. */
export type SetExitCode = (code: number) => void;

const USAGE: readonly ErrorCode[] = [
  "USAGE_INVALID",
  "CONFIG_INVALID",
  "CONFIG_NOT_FOUND",
  "CONFIG_VARIABLE_MISSING",
  "CONFIG_FILE_UNREADABLE",
  "EXECUTOR_NOT_FOUND",
  "EXECUTOR_INVALID",
  "SERVER_UNKNOWN",
  "LISTEN_FAILED",
];

const LIMITS: readonly ErrorCode[] = [
  "EXECUTION_TIMEOUT",
  "MEMORY_LIMIT",
  "STACK_LIMIT",
  "RESULT_TOO_LARGE",
  "CONTENT_LIMIT",
  "TOOL_CALL_LIMIT",
  "TOOL_TIMEOUT",
  "RECALL_LIMIT",
];

/** The exit code of an execution that failed. */
export function exitCodeOfExecution(code: ErrorCode | undefined): number {
  if (code === undefined) return ExitCode.failed;
  if (code === "POLICY_DENIED") return ExitCode.policy;
  return LIMITS.includes(code) ? ExitCode.limit : ExitCode.failed;
}

/** The exit code of an error that a command threw. */
export function exitCodeOfError(code: ErrorCode): number {
  return USAGE.includes(code) ? ExitCode.usage : exitCodeOfExecution(code);
}
