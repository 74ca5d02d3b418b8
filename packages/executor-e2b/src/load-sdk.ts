import type { Sandbox } from "@e2b/code-interpreter";
import { withRequire } from "@toolweave/core/node";

/** Loads the SDK, which takes a while that a program which never runs code need not spend. */
export function loadSdk(): Promise<{ readonly Sandbox: typeof Sandbox }> {
  return withRequire(() => import("@e2b/code-interpreter"));
}
