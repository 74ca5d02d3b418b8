import type { PartialOptions } from "../contract/partial-options.js";
import { checkKeys, shown, wrongOption } from "../errors/check-keys.js";

/** Limits of one execution, for what the deadline and the memory limit do not bound. */
export interface ExecutionLimits {
  /** Tool calls one execution may make. Default 1,000. */
  maxToolCalls: number;
  /** Calls under way at once; the rest wait, in order. Default 16. */
  maxConcurrentToolCalls: number;
  /**
   * Milliseconds one call may take, from its turn to its answer: retries, and connecting to a server that
   * was lost, are within them, and progress does not put them off. Default: none, so that only the
   * server's `requestTimeoutMs` bounds a call.
   */
  toolTimeoutMs: number | undefined;
  /** Characters of console output kept; what is printed beyond is counted. Default 1 MiB. */
  maxLogBytes: number;
  /** Characters of the result as JSON, and of the arguments of the calls under way. Default 64 MiB. */
  maxResultBytes: number;
  /** Content blocks an execution may emit; their characters have the limit of the result. Default 100. */
  maxContentBlocks: number;
}

const DEFAULT_LIMITS: ExecutionLimits = {
  maxToolCalls: 1_000,
  maxConcurrentToolCalls: 16,
  toolTimeoutMs: undefined,
  maxLogBytes: 1 << 20,
  maxResultBytes: 64 << 20,
  maxContentBlocks: 100,
};

/** Completes the limits that are given. @throws ToolweaveError `CONFIG_INVALID`. */
export function checkLimits(given: PartialOptions<ExecutionLimits>): ExecutionLimits {
  checkKeys("codeMode.limits", given, Object.keys(DEFAULT_LIMITS));
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || (typeof value === "number" && value >= 1)) continue;
    const problem = `must be a number of at least 1, not ${shown(value)}`;
    throw wrongOption(`codeMode.limits.${name}`, problem);
  }
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...DEFAULT_LIMITS, ...Object.fromEntries(set) };
}
