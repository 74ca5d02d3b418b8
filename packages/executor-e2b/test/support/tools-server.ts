import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

/** An in-process server, and what it was asked. */
export interface ToolsServer {
  readonly server: McpServer;
  /** The numbers that were echoed, in order. */
  readonly echoed: number[];
}

export function createToolsServer(): ToolsServer {
  const echoed: number[] = [];
  const server = new McpServer({ name: "tools", version: "1.0.0" });
  server.registerTool("echo", { inputSchema: { n: z.number() } }, ({ n }) => {
    echoed.push(n);
    return { content: [{ type: "text", text: JSON.stringify({ n }) }] };
  });
  server.registerTool("text", { inputSchema: { length: z.number() } }, ({ length }) => ({
    content: [{ type: "text", text: "ü€😀x".repeat(length / 5) }],
  }));
  server.registerTool("measure", { inputSchema: { text: z.string() } }, ({ text }) => ({
    content: [{ type: "text", text: String(text.length) }],
  }));
  return { server, echoed };
}
