import { ToolMessage } from "@langchain/core/messages";
import { type DynamicStructuredTool, tool } from "@langchain/core/tools";
import type { LangGraphRunnableConfig } from "@langchain/langgraph";
import type { MCPClient, ToolDefinition } from "@toolweave/core";
import { messageContent } from "../code-mode/message-content.js";
import { answerMistakes } from "./answer-mistakes.js";

/** What every provider takes as the name of a tool. */
const NAME = /[^a-zA-Z0-9_-]+/g;
const LONGEST_NAME = 64;

/** The tools of a client's servers as LangChain tools, for a model that calls them one by one. */
export async function mcpTools(client: MCPClient): Promise<DynamicStructuredTool[]> {
  const sessions = Object.entries(await client.createAllSessions());
  const listed = await Promise.all(
    sessions.map(async ([server, session]) => {
      const tools = await session.listTools();
      return tools.map((definition) => ({ server, definition }));
    }),
  );
  const taken = new Set<string>();
  return listed.flat().map(({ server, definition }) => {
    const name = freeName([definition.name, `${server}_${definition.name}`], taken);
    return mcpTool(client, { server, name, definition });
  });
}

function mcpTool(
  client: MCPClient,
  { server, name, definition }: { server: string; name: string; definition: ToolDefinition },
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
    return new ToolMessage({
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
  const candidates = wanted.map((name) => name.replace(NAME, "_").slice(0, LONGEST_NAME));
  let free = candidates.find((name) => !taken.has(name));
  for (let number = 2; free === undefined; number++) {
    const numbered = `${candidates.at(-1)?.slice(0, LONGEST_NAME - 4)}_${number}`;
    if (!taken.has(numbered)) free = numbered;
  }
  taken.add(free);
  return free;
}
