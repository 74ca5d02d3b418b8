import type { MCPClient, ToolResult } from "@toolweave/core";

/** The JSON that a tool's first text block holds. */
export function jsonOf(result: ToolResult): unknown {
  return JSON.parse(textOf(result));
}

export function textOf({ content }: ToolResult): string {
  return String(content[0]?.["text"]);
}

/** The process of a raw server. */
export async function pidOf(client: MCPClient, server: string): Promise<number> {
  return Number(textOf(await client.callTool(server, "pid")));
}
