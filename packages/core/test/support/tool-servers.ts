import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { ListToolsRequestSchema, type Tool } from "@modelcontextprotocol/sdk/types.js";
import {
  createToolServer,
  type LiveServer,
  type MCPClient,
  type MCPClientOptions,
  type ToolDefinition,
} from "@toolweave/core";
import { open } from "./clients.js";

/** A tool by its name alone, or in as much as matters to a test. */
export type ToolSketch = string | (Omit<Partial<ToolDefinition>, "name"> & { name: string });

/** The definition that a sketch stands for. */
function toolFrom(sketch: ToolSketch): ToolDefinition {
  const { name, ...rest } = typeof sketch === "string" ? { name: sketch } : sketch;
  return { name, inputSchema: { type: "object", properties: {} }, ...rest };
}

/** A client in code mode with in-process servers that have these tools. */
export function openWithTools(
  servers: Readonly<Record<string, readonly ToolSketch[]>>,
  options: Exclude<MCPClientOptions["codeMode"], boolean> = {},
): MCPClient {
  const config = Object.entries(servers).map(([name, sketches]) => {
    const tools = sketches.map((sketch) => ({
      ...toolFrom(sketch),
      handler: () => ({ content: [] }),
    }));
    return [name, { server: createToolServer(name, tools) }] as const;
  });
  return open(Object.fromEntries(config), { codeMode: options });
}

/** An in-process server whose tools can be set anew, which it tells its clients. */
export class ChangingServer {
  readonly #server = new Server(
    { name: "changing", version: "1" },
    { capabilities: { tools: { listChanged: true } } },
  );
  #tools: readonly ToolSketch[] = [];

  constructor(tools: readonly ToolSketch[]) {
    this.#tools = tools;
    this.#server.setRequestHandler(ListToolsRequestSchema, () => ({
      tools: this.#tools.map((sketch) => toolFrom(sketch) as unknown as Tool),
    }));
  }

  get server(): LiveServer {
    return this.#server;
  }

  async setTools(tools: readonly ToolSketch[]): Promise<void> {
    this.#tools = tools;
    await this.#server.sendToolListChanged();
  }
}

/** The calls of the tools that a search finds, in order. */
export async function callsFor(
  client: MCPClient,
  ...search: Parameters<MCPClient["searchTools"]>
): Promise<(string | undefined)[]> {
  const { results } = await client.searchTools(...search);
  return results.map(({ call }) => call);
}
