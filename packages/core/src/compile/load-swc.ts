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
  const lend = lendsRequire();
  if (lend) scope.require = builtin;
  try {
    // Bundlers give what is no ES module a default export, and not always named ones.
    return (await import("@swc/wasm-typescript")).default as unknown as Swc;
  } catch (error) {
    throw new ToolweaveError(
      "SANDBOX_START_FAILED",
      `TypeScript cannot be compiled: ${describeError(error)}. Code in JavaScript runs. If this program ` +
        "is a bundle, leave @swc/wasm-typescript out of it (external) and install it beside, or give " +
        "the bundle a `require`, which this package of CommonJS calls for Node's own modules",
      { cause: error },
    );
  } finally {
    if (lend && scope.require === builtin) delete scope.require;
  }
}

const scope = globalThis as { require?: unknown };

/**
 * True in what esbuild bundles as an ES module. The package calls `require` for modules of Node, and such
 * a bundle has a `require` that passes calls on to a global one, which Node does not have there.
 */
function lendsRequire(): boolean {
  return typeof require === "function" && scope.require === undefined;
}

function builtin(name: string): unknown {
  return globalThis.process?.getBuiltinModule?.(name as "util");
}
