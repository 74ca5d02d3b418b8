import type {} from "@toolweave/core";
import type { SandboxPoolOptions } from "@toolweave/core/node";

declare module "@toolweave/core" {
  interface QuickJSExecutorOptions {
    /** How many sandboxes are kept, and how long. */
    pool?: SandboxPoolOptions | undefined;
  }
}
