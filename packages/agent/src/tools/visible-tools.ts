import type { MCPClient, ToolDefinition } from "@toolweave/core";

/** A tool, and the server that has it. */
export interface ServerTool {
  readonly server: string;
  readonly definition: ToolDefinition;
}

/**
 * The tools of a client's servers that models may see.
 *
 * @throws ToolweaveError `CLIENT_CLOSED`.
 */
export async function visibleTools(client: MCPClient): Promise<ServerTool[]> {
  const namespaces = await client.listVisibleTools();
  return namespaces.flatMap(({ serverName, tools }) =>
    tools.map((definition) => ({ server: serverName, definition })),
  );
}
