import type { AsyncLocalStorage } from "node:async_hooks";

type Storage = typeof AsyncLocalStorage;

let storage: Storage | undefined;

/**
 * The callback, to be run in the present asynchronous context whoever calls it: what a host keeps in an
 * `AsyncLocalStorage`, such as whose request it is dealing with, is found again. Where the runtime has no such
 * thing, the callback itself.
 */
export function inPresentContext<Args extends unknown[], Result>(
  callback: (...args: Args) => Result,
): (...args: Args) => Result {
  storage ??= globalThis.process?.getBuiltinModule?.("node:async_hooks")?.AsyncLocalStorage;
  return storage === undefined ? callback : storage.bind(callback);
}
