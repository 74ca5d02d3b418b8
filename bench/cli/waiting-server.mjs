/** A server over stdio with 30 tools, each of which answers after 20 ms. */
import { setTimeout as sleep } from "node:timers/promises";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "waiting", version: "1.0.0" });
for (let n = 0; n < 30; n++) {
  server.registerTool(
    `wait_${n}`,
    {
      description: `Waits 20 ms, and answers with what it was given; tool ${n} of 30`,
      inputSchema: { value: z.number().describe("What to answer with") },
    },
    async ({ value }) => {
      await sleep(20);
      return { content: [{ type: "text", text: String(value) }] };
    },
  );
}
await server.connect(new StdioServerTransport());
