/** Options of the VM executor that every installation knows; its package adds the rest. */
export interface VMExecutorOptions {
  /** Milliseconds an execution may take. Default 30,000. */
  timeoutMs?: number | undefined;
  /** Memory of one sandbox in MiB. Default 512. */
  memoryLimitMb?: number | undefined;
}

/** Options of the E2B executor that every installation knows; its package adds the rest. */
export interface E2BExecutorOptions {
  /** Key of the E2B account. Default E2B_API_KEY. */
  apiKey?: string | undefined;
  /** Milliseconds a sandbox lives unused. Default 300,000. */
  timeoutMs?: number | undefined;
}

/** Options of the QuickJS executor that every installation knows; its package adds the rest. */
export interface QuickJSExecutorOptions {
  /** Milliseconds an execution may take. Default 30,000. */
  timeoutMs?: number | undefined;
  /** Memory of one sandbox in MiB. Default 64. */
  memoryLimitMb?: number | undefined;
}

/**
 * Options of each executor by its name. Executor packages extend it by declaration merging:
 *
 * ```ts
 * declare module "@toolweave/core" {
 *   interface ExecutorOptionsByName {
 *     "@acme/executor-firecracker": { timeoutMs?: number };
 *   }
 * }
 * ```
 */
export interface ExecutorOptionsByName {
  vm: VMExecutorOptions;
  e2b: E2BExecutorOptions;
  quickjs: QuickJSExecutorOptions;
}
