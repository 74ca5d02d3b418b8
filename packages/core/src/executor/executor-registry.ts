import type { ExecutorHostOwner } from "../contract/executor-host.js";
import type { BaseCodeExecutor } from "./base-code-executor.js";

/** How a named executor is constructed: with its client and its `executorOptions`. */
export type NamedExecutorClass = new (
  client: ExecutorHostOwner,
  options: never,
) => BaseCodeExecutor;

const REGISTRY: unique symbol = Symbol.for("toolweave.executors");

/** One registry for all copies of core in a process. */
function registry(): Map<string, NamedExecutorClass> {
  const holder = globalThis as { [REGISTRY]?: Map<string, NamedExecutorClass> };
  holder[REGISTRY] ??= new Map();
  return holder[REGISTRY];
}

/**
 * Makes an executor class known under a name, so that `executor: "name"` finds it without looking for
 * a package. Executor packages call it when they are imported.
 */
export function registerExecutor(name: string, executorClass: NamedExecutorClass): void {
  registry().set(name, executorClass);
}

/** The class registered under a name. */
export function registeredExecutor(name: string): NamedExecutorClass | undefined {
  return registry().get(name);
}
