import type { AsyncResource } from "node:async_hooks";

type Resource = typeof AsyncResource;

let resource: Resource | undefined;

/**
 * The callback, to be run in the present asynchronous context whoever calls it: what a host keeps in an
 * `AsyncLocalStorage`, such as whose request it is dealing with, is found again. Where the runtime has no such
 * thing, the callback itself.
 */
export function inPresentContext<Input, Result>(
  callback: (input: Input) => Result,
): (input: Input) => Result {
  resource ??= globalThis.process?.getBuiltinModule?.("node:async_hooks")?.AsyncResource;
  if (resource === undefined) return callback;
  // `AsyncLocalStorage.bind` would do, and takes ten times as long.
  const context = new resource("ToolweaveExecution");
  return (input) => context.runInAsyncScope(callback, undefined, input);
}
