import { AsyncLocalStorageProviderSingleton } from "@langchain/core/singletons";

/** Why the signal of a run is aborted that has come to its end: what its tools have begun may outlive it. */
export const IS_OVER: DOMException = new DOMException("The run is over.", "AbortError");

/**
 * Aborts a run with the graph in which it was begun, if there is one: as LangChain aborts what it runs in a tool
 * itself. What it returns stops that.
 */
export function endWithGraphAround(run: AbortController): () => void {
  const signal = AsyncLocalStorageProviderSingleton.getRunnableConfig()?.signal;
  if (signal === undefined) return () => {};
  const end = (): void => {
    if (signal.reason !== IS_OVER) run.abort(signal.reason);
  };
  if (signal.aborted) end();
  signal.addEventListener("abort", end, { once: true });
  return () => signal.removeEventListener("abort", end);
}
