import {
  createToolServer,
  type MCPClient,
  type ServerConfig,
  type ToolResult,
} from "@toolweave/core";

/** A server whose tools answer with the values they are given, as JSON text. */
export class AnsweringServer {
  readonly config: ServerConfig;
  #next: ToolResult = { content: [] };

  constructor(...tools: { name: string; outputSchema?: object; description?: string }[]) {
    const served = tools.map((tool) => ({
      inputSchema: { type: "object" },
      ...tool,
      outputSchema: tool.outputSchema as Record<string, unknown> | undefined,
      handler: () => this.#next,
    }));
    this.config = { server: createToolServer("answering", served) };
  }

  /** Has the client call a tool through the bridge, as code does, once for each value. */
  async answer(client: MCPClient, tool: string, ...values: unknown[]): Promise<void> {
    const host = client.executorHost;
    await host.connectServers();
    for (const value of values) {
      const text = typeof value === "string" ? value : JSON.stringify(value);
      this.#next = { content: [{ type: "text", text }] };
      const [namespace] = host.getToolNamespaces();
      await namespace?.callTool(tool, {});
    }
  }
}
