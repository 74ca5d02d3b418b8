import { AsyncLocalStorageProviderSingleton } from "@langchain/core/singletons";

/**
 * Begins a graph that is no part of the graph around it, if there is one: an agent may run in a tool of
 * another's. LangGraph would take it for a subgraph, whose state and questions are the other's to keep. Traces
 * still know where it belongs.
 */
export function apartFromGraphs<T>(begin: () => T): T {
  const around = AsyncLocalStorageProviderSingleton.getRunnableConfig();
  if (around === undefined) return begin();
  const { configurable: _, ...rest } = around;
  return AsyncLocalStorageProviderSingleton.runWithConfig(rest, begin, true);
}
