import type { ToolMessage } from "@langchain/core/messages";
import { type DynamicStructuredTool, tool } from "@langchain/core/tools";
import type { LangGraphRunnableConfig } from "@langchain/langgraph";
import type { MCPClient } from "@toolweave/core";
import { messageContent } from "../code-mode/message-content.js";
import { answerMistakes } from "./answer-mistakes.js";
import { toolAnswer } from "./tool-answer.js";
import type { ServerTool } from "./visible-tools.js";

/** What not every provider takes in the name of a tool; Gemini takes only a letter or `_` as its first character. */
const NOT_IN_NAME = /[^a-zA-Z0-9_-]+/g;
const NOT_A_BEGINNING = /^(?![a-zA-Z_])/;
const LONGEST_NAME = 64;

/**
 * Tools of a client's servers as LangChain tools, for a model that calls them one by one.
 *
 * @param names of tools that the model has beside them.
 */
export function mcpTools(
  client: MCPClient,
  tools: readonly ServerTool[],
  names: readonly string[],
): DynamicStructuredTool[] {
  const taken = new Set(names);
  return tools.map(({ server, definition }) => {
    const name = freeName([definition.name, `${server}_${definition.name}`], taken);
    return mcpTool(client, { server, name, definition });
  });
}

function mcpTool(
  client: MCPClient,
  { server, name, definition }: ServerTool & { name: string },
): DynamicStructuredTool {
  const call = async (
    args: Record<string, unknown>,
    { signal, toolCall }: LangGraphRunnableConfig & { toolCall?: { id?: string } },
  ): Promise<ToolMessage> => {
    const result = await client.callTool(server, definition.name, args, { signal });
    const { content, structuredContent, isError } = result;
    const blocks =
      content.length === 0 && structuredContent !== undefined
        ? [{ type: "text", text: JSON.stringify(structuredContent) }]
        : content;
    return toolAnswer({
      content: messageContent(blocks),
      tool_call_id: toolCall?.id ?? "",
      name,
      artifact: result,
      status: isError === true ? "error" : "success",
    });
  };
  const made = tool(call as never, {
    name,
    description: definition.description ?? definition.title ?? definition.name,
    schema: { ...definition.inputSchema },
    verboseParsingErrors: true,
  });
  return answerMistakes(made as unknown as DynamicStructuredTool);
}

function freeName(wanted: readonly string[], taken: Set<string>): string {
  const candidates = wanted.map((name) =>
    name.replace(NOT_IN_NAME, "_").replace(NOT_A_BEGINNING, "_").slice(0, LONGEST_NAME),
  );
  let free = candidates.find((name) => !taken.has(name));
  for (let number = 2; free === undefined; number++) {
    const numbered = `${candidates.at(-1)?.slice(0, LONGEST_NAME - 4)}_${number}`;
    if (!taken.has(numbered)) free = numbered;
  }
  taken.add(free);
  return free;
}
