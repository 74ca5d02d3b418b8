import type { RunnerExit } from "@toolweave/core/node";

/** What V8 prints before it aborts for memory: the heap limit, or a table past its largest size. */
const OUT_OF_MEMORY = /heap out of memory|out of memory|invalid table size|invalid array length/i;

/** What is known of a sandbox process that ended. */
export interface ProcessEnd {
  /** Signal name or exit code, as text. */
  readonly status: string;
  readonly stderr: string;
  /** Killed by us for its resident memory. */
  readonly overLimit: boolean;
  /** Killed by us, for whatever reason. */
  readonly isKilled: boolean;
  /** It held much of what it may hold when last seen. */
  readonly isNearLimit: boolean;
}

/** Signals by which a process dies that cannot get the memory it needs. */
const CRASHES: readonly string[] = ["SIGABRT", "SIGBUS", "SIGILL", "SIGSEGV", "SIGTRAP"];
/** Signals that no guest can cause, but by the memory it takes. */
const FROM_OUTSIDE: readonly string[] = ["SIGHUP", "SIGINT", "SIGKILL", "SIGTERM"];

export function exitReason(end: ProcessEnd): RunnerExit {
  const { status, stderr, overLimit, isKilled, isNearLimit } = end;
  const starved = isNearLimit && CRASHES.includes(status);
  if (overLimit || starved || OUT_OF_MEMORY.test(stderr)) {
    return {
      kind: "memory",
      message:
        "The code used more memory than the sandbox may have (memoryLimitMb). Process the data in " +
        "smaller pieces, or keep less of it.",
    };
  }
  const detail = stderr.trim().split("\n").slice(-3).join("\n");
  return {
    kind: "crash",
    message: `The sandbox process ended unexpectedly (${status})${detail && `: ${detail}`}`,
    isLost: FROM_OUTSIDE.includes(status) && !isKilled && !isNearLimit,
  };
}
