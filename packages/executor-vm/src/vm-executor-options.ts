import type {} from "@toolweave/core";
import type { SandboxPoolOptions } from "@toolweave/core/node";

declare module "@toolweave/core" {
  interface VMExecutorOptions {
    /** How many sandboxes are kept, and how long. */
    pool?: SandboxPoolOptions | undefined;
    /**
     * Where a guest runs. Default "process": a child process without environment, files or network
     * privileges of its own, which any limit ends without touching the host.
     *
     * "thread" is a worker thread of the host, for hosts that may not start processes. It is weaker, and
     * trusted code only should run in it: V8's fatal errors (a Map, Set or array grown past its largest
     * table, an allocation of more than 16 MB at the heap's limit, some string operations) abort the whole
     * host process, buffers outside the JavaScript heap are not counted against `memoryLimitMb`, and an
     * escape from the context is in the host's process.
     */
    isolation?: "process" | "thread" | undefined;
    /**
     * The Node.js program for sandbox processes. Default: this process's own, or the `node` found in
     * `PATH` where the host is Bun, Deno or a single executable application.
     */
    execPath?: string | undefined;
  }
}
