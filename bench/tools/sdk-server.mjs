import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

/** @returns {McpServer} */
export function sdkServer() {
  const server = new McpServer({ name: "bench", version: "1.0.0" });
  server.registerTool(
    "echo",
    { description: "Answers with its argument", inputSchema: { n: z.number() } },
    ({ n }) => ({ content: [{ type: "text", text: JSON.stringify({ n }) }] }),
  );
  return server;
}
