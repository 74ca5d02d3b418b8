import { setTimeout as sleep } from "node:timers/promises";
import type { MCPClient, ToolDefinition } from "@toolweave/core";

/** A tool, and the server that has it. */
export interface ServerTool {
  readonly server: string;
  readonly definition: ToolDefinition;
}

/** How much longer than for the others a server is waited for that failed when last tried. */
const PATIENCE_MS = 200;

/**
 * The tools of a client's servers that models may see; connects what is not connected. A client without code
 * mode does not tell which of its tools are hidden: of such a client these are all.
 *
 * @throws ToolweaveError `CLIENT_CLOSED`.
 */
export async function visibleTools(client: MCPClient): Promise<ServerTool[]> {
  if (client.codeModeConnector === undefined) return allTools(client);
  const { executorHost } = client;
  await executorHost.connectServers();
  return executorHost
    .getToolNamespaces()
    .flatMap(({ serverName, tools }) => toolsOf(serverName, tools));
}

async function allTools(client: MCPClient): Promise<ServerTool[]> {
  const failed = client.getFailedServers();
  const hopeful = client.getServerNames().filter((name) => !Object.hasOwn(failed, name));
  const all = client.createAllSessions();
  const most = Promise.allSettled(hopeful.map((name) => client.createSession(name)));
  await Promise.race([all, most.then(() => sleep(PATIENCE_MS))]);
  // What failed before goes on connecting, and may be there for the next run.
  all.catch(() => {});
  const sessions = Object.entries(client.getAllActiveSessions());
  const listed = await Promise.all(
    sessions.map(async ([server, session]) =>
      toolsOf(server, await session.listTools().catch(() => [])),
    ),
  );
  return listed.flat();
}

function toolsOf(server: string, tools: readonly ToolDefinition[]): ServerTool[] {
  return tools.map((definition) => ({ server, definition }));
}
