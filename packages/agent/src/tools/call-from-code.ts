import { AsyncLocalStorageProviderSingleton } from "@langchain/core/singletons";
import type { StructuredToolInterface } from "@langchain/core/tools";
import { isMissingCheckpointer } from "../checkpoints/missing-checkpointer.js";
import { invalidOption } from "../options/check-options.js";

/** What LangGraph adds to the configuration of a task: by these it takes what runs there for a part of its graph. */
const OF_GRAPH = /^(__pregel_|checkpoint_(id|ns|map)$)/;

/**
 * Calls a tool for code. It is no part of the graph that runs the code: that would be interrupted by what the tool
 * asks, and could not come back to it.
 *
 * @throws ToolweaveError `CONFIG_INVALID` for a tool that would interrupt the graph; what the tool throws.
 */
export async function callFromCode(
  tool: StructuredToolInterface,
  args: Record<string, unknown>,
  signal: AbortSignal,
): Promise<unknown> {
  try {
    return await outsideGraph(() => tool.invoke(args, { signal }));
  } catch (error) {
    throw isMissingCheckpointer(error) ? cannotAsk(tool.name) : error;
  }
}

/** The caller's own part of the configuration, such as whom a run is for, is there as in every tool. */
function outsideGraph<T>(call: () => T): T {
  const around = AsyncLocalStorageProviderSingleton.getRunnableConfig();
  if (around === undefined) return call();
  const own = Object.entries(around.configurable ?? {}).filter(([key]) => !OF_GRAPH.test(key));
  const config = { ...around, configurable: Object.fromEntries(own) };
  return AsyncLocalStorageProviderSingleton.runWithConfig(config, call);
}

function cannotAsk(name: string): Error {
  return invalidOption(
    "MCPAgent",
    `the tool "${name}" asks by interrupt(), which a tool that code calls cannot. Give it to the model, without ` +
      `exposeInCode, or have its calls approved by a rule of the policy whose action is "ask"`,
  );
}
