import type { MessageContent, ToolMessage } from "@langchain/core/messages";
import { type DynamicStructuredTool, tool } from "@langchain/core/tools";
import type { LangGraphRunnableConfig } from "@langchain/langgraph";
import {
  type CodeModeConnector,
  type ConnectorTool,
  type ExecuteCodeArguments,
  type ExecuteOptions,
  type MCPClient,
  ToolweaveError,
} from "@toolweave/core";
import { invalidOption } from "../options/check-options.js";
import { describeValue } from "../options/describe-value.js";
import { isClient } from "../options/option-kinds.js";
import { answerMistakes } from "../tools/answer-mistakes.js";
import { toolAnswer } from "../tools/tool-answer.js";
import { checkArguments, checkTimeout } from "./check-arguments.js";
import type { CodeModeEvent } from "./code-mode-events.js";
import { type CodeOutcome, codeOutcome } from "./code-outcome.js";
import { messageContent } from "./message-content.js";

/** Runs code that a model has sent. */
export type RunCode = (code: ExecuteCodeArguments, options: ExecuteOptions) => Promise<CodeOutcome>;

type ToolConfig = LangGraphRunnableConfig & { toolCall?: { id?: string } };

/**
 * The two tools of code mode, `execute_code` and `search_tools`, for any agent of LangChain's. What the
 * model sees of an execution keeps to the client's output budget; the artifact of the message is the
 * whole `ExecutionResult`, which checkpointers are not given if it is large. Logs and nested calls go to the custom stream; see {@link CodeModeEvent}.
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
  return codeModeTools(connector, async (code, options) =>
    codeOutcome(connector, await connector.executeCode(code, options)),
  );
}

/** {@link createCodeModeTools}, with code run as the caller likes. */
export function codeModeTools(connector: CodeModeConnector, run: RunCode): DynamicStructuredTool[] {
  return connector.tools.map((definition) => {
    const made =
      definition.name === "execute_code" ? executeCodeTool(definition, run) : plainTool(definition);
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

function executeCodeTool(definition: ConnectorTool, run: RunCode): DynamicStructuredTool {
  const execute = async (
    code: ExecuteCodeArguments,
    { toolCall, writer, signal }: ToolConfig,
  ): Promise<MessageContent | ToolMessage> => {
    checkTimeout(code.timeout);
    const toolCallId = toolCall?.id;
    const tell = (event: CodeModeEvent): void => writer?.(event);
    const { content, execution } = await run(code, {
      signal,
      onLog: (line) => tell({ type: "code_mode.log", toolCallId, line }),
      onToolCall: (call) => tell({ type: "code_mode.call", toolCallId, call }),
    });
    const shown = messageContent(content);
    if (toolCall === undefined) return shown;
    return toolAnswer({
      content: shown,
      tool_call_id: toolCallId ?? "",
      name: definition.name,
      artifact: execution,
      status: "success",
    });
  };
  return tool(execute as never, common(definition)) as unknown as DynamicStructuredTool;
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
