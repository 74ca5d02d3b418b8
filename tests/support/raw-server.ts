import { fileURLToPath } from "node:url";
import type { MCPClient, ServerConfig, ToolResult } from "@toolweave/core";

const RAW_SERVER = fileURLToPath(
  new URL("../../packages/core/test/fixtures/raw-server.mjs", import.meta.url),
);

/** A server that does what it is told to do wrong; see the fixture. */
export function rawServer(
  behaviour = "good",
  ...args: string[]
): Extract<ServerConfig, { command: string }> {
  return { command: process.execPath, args: [RAW_SERVER, behaviour, ...args] };
}

/** The JSON that a tool's first text block holds. */
function jsonOf({ content }: ToolResult): unknown {
  return JSON.parse(String(content[0]?.["text"]));
}

/** What the raw server `raw` has received, cancellations with the number of the request. */
export async function receivedBy(client: MCPClient): Promise<string[]> {
  return jsonOf(await client.callTool("raw", "seen")) as string[];
}

export async function eventually(probe: () => Promise<boolean> | boolean): Promise<void> {
  for (let left = 600; !(await probe()); left--) {
    if (left === 0) throw new Error(`never: ${probe}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
