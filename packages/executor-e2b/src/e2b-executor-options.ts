import type { Sandbox } from "@e2b/code-interpreter";
import type {} from "@toolweave/core";

/** How many cloud sandboxes are kept, and how long. */
export interface E2BPoolOptions {
  /** Kept alive whether they are used or not, once the executor is in use. Default 0. */
  min?: number | undefined;
  /** At once; further executions wait their turn. Default 5, and 1 with `sandboxId`. */
  max?: number | undefined;
  /** Milliseconds after which an unused one beyond `min` is killed. Default `timeoutMs`. */
  idleMs?: number | undefined;
  /** Executions that may wait; one more fails with `E2B_POOL_EXHAUSTED`. Default 1,000. */
  maxQueue?: number | undefined;
}

declare module "@toolweave/core" {
  interface E2BExecutorOptions {
    /** Milliseconds an execution may take. Default 30,000. */
    executionTimeoutMs?: number | undefined;
    /** Memory of the process that runs the code, in MiB. Default 512. */
    memoryLimitMb?: number | undefined;
    /** The sandbox template; it must have Node.js 20.18.1 or newer. Default "code-interpreter-v1". */
    template?: string | undefined;
    /** Domain of the E2B service. Default E2B_DOMAIN, or "e2b.app". */
    domain?: string | undefined;
    /** Address of the service's API. Default E2B_API_URL, or as the domain says. */
    apiUrl?: string | undefined;
    /** Address under which sandboxes are reached. Default E2B_SANDBOX_URL, or as the domain says. */
    sandboxUrl?: string | undefined;
    /** Headers for requests to the service's API. */
    headers?: Record<string, string> | undefined;
    /** Metadata of the sandboxes, to find them by. */
    metadata?: Record<string, string> | undefined;
    /** Environment variables of the sandboxes. The model's code cannot see them. */
    envs?: Record<string, string> | undefined;
    /** False: sandboxes without access to the internet. Default true, as E2B has it. */
    allowInternetAccess?: boolean | undefined;
    /** Attaches to a sandbox that runs already; it is never killed. */
    sandboxId?: string | undefined;
    /** True: unused sandboxes are kept alive until `close()`, whatever `pool.min` says. */
    keepAlive?: boolean | undefined;
    /** How many sandboxes are kept, and how long. */
    pool?: E2BPoolOptions | undefined;
    /** Called with each sandbox before code runs in it: to put files there, say. It is waited for. */
    onSandbox?: ((sandbox: Sandbox) => unknown) | undefined;
  }
}
