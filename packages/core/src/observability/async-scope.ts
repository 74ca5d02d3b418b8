import type { AsyncLocalStorage } from "node:async_hooks";

/**
 * A value that everything done within some work finds, promises and timers included. Where the runtime
 * has no such thing, nothing is ever found.
 */
export class AsyncScope<T> {
  #storage: AsyncLocalStorage<T> | undefined;

  run<R>(value: T, work: () => R): R {
    // Made on first use: in older versions of Node it makes every promise dearer.
    this.#storage ??= storage<T>();
    return this.#storage === undefined ? work() : this.#storage.run(value, work);
  }

  get current(): T | undefined {
    return this.#storage?.getStore();
  }
}

function storage<T>(): AsyncLocalStorage<T> | undefined {
  const hooks = globalThis.process?.getBuiltinModule?.("node:async_hooks");
  return hooks && new hooks.AsyncLocalStorage<T>();
}
