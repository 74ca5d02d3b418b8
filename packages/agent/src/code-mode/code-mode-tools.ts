import type { MessageContent } from "@langchain/core/messages";
import { type DynamicStructuredTool, tool } from "@langchain/core/tools";
import type { LangGraphRunnableConfig } from "@langchain/langgraph";
import {
  type CodeModeConnector,
  type ConnectorTool,
  type ExecuteCodeArguments,
  type ExecuteOptions,
  type ExecutionResult,
  type MCPClient,
  ToolweaveError,
} from "@toolweave/core";
import { invalidOption } from "../options/check-options.js";
import { describeValue } from "../options/describe-value.js";
import { isClient } from "../options/option-kinds.js";
import { answerMistakes } from "../tools/answer-mistakes.js";
import { checkArguments, checkTimeout } from "./check-arguments.js";
import type { CodeModeEvent } from "./code-mode-events.js";
import { messageContent } from "./message-content.js";

/** Runs code that a model has sent. */
export type RunCode = (
  code: ExecuteCodeArguments,
  options: ExecuteOptions,
) => Promise<ExecutionResult>;

type ToolConfig = LangGraphRunnableConfig & { toolCall?: { id?: string } };

/**
 * The two tools of code mode, `execute_code` and `search_tools`, for any agent of LangChain's. What the
 * model sees of an execution keeps to the client's output budget; the artifact of the message is the
 * whole `ExecutionResult`. Logs and nested calls go to the custom stream; see {@link CodeModeEvent}.
 *
 * ```ts
 * const agent = createAgent({ model, tools: createCodeModeTools(client) });
 * ```
 *
 * @throws ToolweaveError `CODE_MODE_DISABLED`; `CONFIG_INVALID` for what is no client.
 */
export function createCodeModeTools(client: MCPClient): DynamicStructuredTool[] {
  if (!isClient(client)) {
    throw invalidOption(
      "createCodeModeTools",
      `it takes an MCPClient, not ${describeValue(client)}`,
    );
  }
  const connector = connectorOf(client);
  return codeModeTools(connector, (code, options) => connector.executeCode(code, options));
}

/** {@link createCodeModeTools}, with code run as the caller likes. */
export function codeModeTools(connector: CodeModeConnector, run: RunCode): DynamicStructuredTool[] {
  return connector.tools.map((definition) => {
    const made =
      definition.name === "execute_code"
        ? executeCodeTool(definition, connector, run)
        : plainTool(definition);
    return answerMistakes(made, (args) => checkArguments(definition, args));
  });
}

/** @throws ToolweaveError `CODE_MODE_DISABLED`. */
export function connectorOf(client: MCPClient): CodeModeConnector {
  if (client.codeModeConnector !== undefined) return client.codeModeConnector;
  throw new ToolweaveError(
    "CODE_MODE_DISABLED",
    "The client has no code mode. Make it with new MCPClient(config, { codeMode: true }).",
  );
}

function executeCodeTool(
  definition: ConnectorTool,
  connector: CodeModeConnector,
  run: RunCode,
): DynamicStructuredTool {
  const execute = async (
    code: ExecuteCodeArguments,
    config: ToolConfig,
  ): Promise<[MessageContent, ExecutionResult]> => {
    checkTimeout(code.timeout);
    const toolCallId = config.toolCall?.id;
    const tell = (event: CodeModeEvent): void => config.writer?.(event);
    const execution = await run(code, {
      signal: config.signal,
      onLog: (line) => tell({ type: "code_mode.log", toolCallId, line }),
      onToolCall: (call) => tell({ type: "code_mode.call", toolCallId, call }),
    });
    const { content } = await connector.showExecution(execution);
    return [messageContent(content), execution];
  };
  return tool(execute as never, {
    ...common(definition),
    responseFormat: "content_and_artifact",
  }) as unknown as DynamicStructuredTool;
}

function plainTool(definition: ConnectorTool): DynamicStructuredTool {
  const call = async (
    args: Record<string, unknown>,
    { signal }: ToolConfig,
  ): Promise<MessageContent> => messageContent((await definition.call(args, { signal })).content);
  return tool(call as never, common(definition)) as unknown as DynamicStructuredTool;
}

function common({ name, description = "", inputSchema }: ConnectorTool): {
  name: string;
  description: string;
  schema: Record<string, unknown>;
  verboseParsingErrors: true;
} {
  return { name, description, schema: { ...inputSchema }, verboseParsingErrors: true };
}
