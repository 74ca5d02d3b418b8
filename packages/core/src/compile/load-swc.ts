import { withRequire } from "../bundles/with-require.js";
import { describeError } from "../errors/describe-error.js";
import { ToolweaveError } from "../errors/toolweave-error.js";

/** The package `@swc/wasm-typescript`. */
export type Swc = typeof import("@swc/wasm-typescript");

/**
 * Loads the TypeScript compiler.
 *
 * @throws ToolweaveError `SANDBOX_START_FAILED`, saying what a bundle lacks.
 */
export async function loadSwc(): Promise<Swc> {
  if (!("WebAssembly" in globalThis)) {
    const lack =
      "there is no WebAssembly here, in which its compiler runs, as in Node with --jitless";
    const message = `TypeScript cannot be compiled: ${lack}. Code in JavaScript runs.`;
    throw new ToolweaveError("SANDBOX_START_FAILED", message);
  }
  try {
    // Bundlers give what is no ES module a default export, and not always named ones.
    return (await withRequire(() => import("@swc/wasm-typescript"))).default as unknown as Swc;
  } catch (error) {
    throw new ToolweaveError(
      "SANDBOX_START_FAILED",
      `TypeScript cannot be compiled: ${describeError(error)}. Code in JavaScript runs. If this program ` +
        "is a bundle, leave @swc/wasm-typescript out of it (external) and install it beside, or give " +
        "the bundle a `require`, which this package of CommonJS calls for Node's own modules",
      { cause: error },
    );
  }
}
