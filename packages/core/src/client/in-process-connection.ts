import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import {
  CallToolRequestSchema,
  type CallToolResult,
  type Implementation,
  ListToolsRequestSchema,
  type Tool,
} from "@modelcontextprotocol/sdk/types.js";
import type { ToolDefinition, ToolResult } from "../contract/tool.js";
import { describeError } from "../errors/describe-error.js";
import { CLIENT_INFO } from "./client-info.js";
import { MCPSession } from "./mcp-session.js";

/** Nothing but the tools' own limits bounds a call in this process. */
const NO_TIMEOUT_MS = 2_147_483_647;

/** A tool with the function that does it. */
export interface InProcessTool extends ToolDefinition {
  handler(args: Record<string, unknown>, context: { signal: AbortSignal }): Promise<ToolResult>;
}

/** Makes an MCP server of plain functions and gives the session of a client connected to it. */
export async function connectToolHandlers(
  serverInfo: Implementation,
  tools: readonly InProcessTool[],
): Promise<MCPSession> {
  const server = new Server(serverInfo, { capabilities: { tools: {} } });
  const listed = tools.map(({ handler: _, ...definition }) => definition as unknown as Tool);
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: listed }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal }) => {
    const tool = tools.find(({ name }) => name === params.name);
    const result =
      tool === undefined
        ? failed(`There is no tool "${params.name}"`)
        : await tool
            .handler(params.arguments ?? {}, { signal })
            .catch((error) => failed(describeError(error)));
    return result as CallToolResult;
  });
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  const client = new Client(CLIENT_INFO);
  await Promise.all([server.connect(serverSide), client.connect(clientSide)]);
  return new MCPSession({
    serverName: serverInfo.name,
    client,
    requestTimeoutMs: NO_TIMEOUT_MS,
    link: {
      transport: clientSide,
      stderr: () => "",
      diagnose: () => "",
      close: () => clientSide.close(),
    },
  });
}

function failed(message: string): ToolResult {
  return { isError: true, content: [{ type: "text", text: message }] };
}
