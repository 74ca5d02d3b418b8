import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

/** An in-process server whose tool adds, and counts how often it was called. */
export function createCounterServer(): { server: McpServer; calls: () => number } {
  let calls = 0;
  const server = new McpServer({ name: "counter", version: "1.0.0" });
  server.registerTool("add", { inputSchema: { a: z.number(), b: z.number() } }, ({ a, b }) => {
    calls++;
    return { content: [{ type: "text", text: JSON.stringify({ sum: a + b }) }] };
  });
  return { server, calls: () => calls };
}
