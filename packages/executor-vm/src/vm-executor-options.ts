import type {} from "@toolweave/core";

/** How many sandbox processes are kept, and how long. */
export interface VMPoolOptions {
  /** Processes kept ready once the executor is in use. Default 1. */
  min?: number;
  /** Processes at once; further executions wait in a queue. Default 8. */
  max?: number;
  /** Milliseconds after which an unused process beyond `min` ends. Default 30,000. */
  idleMs?: number;
  /** Executions that may wait; one more fails with `VM_POOL_EXHAUSTED`. Default 1,000. */
  maxQueue?: number;
}

declare module "@toolweave/core" {
  interface VMExecutorOptions {
    /** How many sandbox processes are kept, and how long. */
    pool?: VMPoolOptions;
  }
}
