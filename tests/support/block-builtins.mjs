/**
 * Preloaded with `--import`: every Node builtin fails to load, as in a runtime that has none.
 * EXCEPTIONS names who may load one all the same, and why; core itself may never stand here.
 */
import Module, { isBuiltin, register } from "node:module";

/** @type {{ by: string, loads: string[] }[]} by: a package name. */
const EXCEPTIONS = [];

/** @type {(request: string, from: string) => void} */
const check = (request, from) => {
  const allowed = EXCEPTIONS.some(
    ({ by, loads }) => from.includes(`/node_modules/${by}/`) && loads.includes(request),
  );
  if (!allowed) throw new Error(`The Node builtin ${request} is blocked, and ${from} loads it`);
};

const hooks = `
import { isBuiltin } from "node:module";
const EXCEPTIONS = ${JSON.stringify(EXCEPTIONS)};
const check = ${check};
export async function resolve(specifier, context, next) {
  if (isBuiltin(specifier) && context.parentURL) check(specifier, context.parentURL);
  return next(specifier, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);

// CommonJS packages load builtins here, past the hooks above.
const loader = /** @type {{ _load: (...args: any[]) => unknown }} */ (
  /** @type {unknown} */ (Module)
);
const load = loader._load;
loader._load = (request, parent, ...rest) => {
  if (isBuiltin(request) && parent?.filename) check(request, parent.filename);
  return load(request, parent, ...rest);
};
