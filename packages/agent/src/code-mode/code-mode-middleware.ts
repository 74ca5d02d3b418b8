import { codeModePrompt, type MCPClient } from "@toolweave/core";
import { type AgentMiddleware, createMiddleware } from "langchain";
import { durableExecution } from "../approval/durable-execution.js";
import { askModel } from "../model/ask-model.js";
import { extendPrompt } from "../model/extend-prompt.js";
import { withStrictTools } from "../model/strict-tools.js";
import { checkOptions, invalidOption, type Kinds } from "../options/check-options.js";
import { describeValue } from "../options/describe-value.js";
import { CLIENT, isClient, TEXT } from "../options/option-kinds.js";
import { codeModeTools, connectorOf } from "./code-mode-tools.js";

/** Options of {@link codeModeMiddleware}. */
export interface CodeModeMiddlewareOptions {
  client: MCPClient;
  /**
   * What is added to the system prompt. Default: the prompt of code mode, with the connected namespaces.
   * An empty text adds nothing.
   */
  prompt?: string | undefined;
}

const OPTIONS: Kinds<CodeModeMiddlewareOptions> = { client: CLIENT, prompt: TEXT };

/**
 * Code mode for an agent made by LangChain's `createAgent`: the two tools, the prompt, logs and nested
 * calls on the custom stream while code runs, and approval. Calls whose policy says "ask" interrupt the
 * graph, unless the client's policy has an `approve` of its own; resume it with a `Command` as after
 * `humanInTheLoopMiddleware`. Interrupts need a checkpointer.
 *
 * ```ts
 * const agent = createAgent({ model, middleware: [codeModeMiddleware({ client })] });
 * ```
 *
 * @throws ToolweaveError `CODE_MODE_DISABLED`, `CONFIG_INVALID`.
 */
export function codeModeMiddleware(options: CodeModeMiddlewareOptions): AgentMiddleware {
  const { client, prompt } = checkedOptions(options);
  const connector = connectorOf(client);
  const tools = codeModeTools(connector, (code, options) =>
    durableExecution(connector, code, options),
  );
  return createMiddleware({
    name: "CodeMode",
    tools,
    wrapModelCall: async (request, handler) => {
      const text = prompt ?? (await promptOf(client));
      return askModel(extendPrompt(await withStrictTools(request, tools), text), handler);
    },
  });
}

function checkedOptions(options: CodeModeMiddlewareOptions): CodeModeMiddlewareOptions {
  const place = "codeModeMiddleware";
  if (isClient(options)) throw invalidOption(place, "it takes { client }, not the client itself");
  checkOptions(place, options, OPTIONS);
  if (isClient(options.client)) return options;
  throw invalidOption(place, `client must be an MCPClient, not ${describeValue(options.client)}`);
}

async function promptOf({ executorHost }: MCPClient): Promise<string> {
  await executorHost.connectServers();
  const namespaces = executorHost.getToolNamespaces().map(({ identifier, tools }) => ({
    identifier,
    toolCount: tools.length,
    tools: tools.map((tool) => tool.identifier),
  }));
  return codeModePrompt({ namespaces });
}
