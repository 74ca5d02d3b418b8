import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import type { Implementation } from "@modelcontextprotocol/sdk/types.js";
import { CLIENT_INFO } from "./client-info.js";
import { createServer, type InProcessTool } from "./in-process-server.js";
import { MCPSession } from "./mcp-session.js";

/** Nothing but the tools' own limits bounds a call in this process. */
const NO_TIMEOUT_MS = 2_147_483_647;

/** Makes an MCP server of plain functions and gives the session of a client connected to it. */
export async function connectToolHandlers(
  serverInfo: Implementation,
  tools: readonly InProcessTool[],
): Promise<MCPSession> {
  const server = createServer(serverInfo, tools);
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
