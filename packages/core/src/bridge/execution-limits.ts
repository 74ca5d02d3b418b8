/** Limits of one execution, for what the deadline and the memory limit do not bound. */
export interface ExecutionLimits {
  /** Tool calls one execution may make. Default 1,000. */
  maxToolCalls: number;
  /** Calls under way at once; the rest wait, in order. Default 16. */
  maxConcurrentToolCalls: number;
  /** Characters of console output kept; what is printed beyond is counted. Default 1 MiB. */
  maxLogBytes: number;
  /** Characters of the result as JSON. Default 64 MiB. */
  maxResultBytes: number;
}

export const DEFAULT_LIMITS: ExecutionLimits = {
  maxToolCalls: 1_000,
  maxConcurrentToolCalls: 16,
  maxLogBytes: 1 << 20,
  maxResultBytes: 64 << 20,
};
