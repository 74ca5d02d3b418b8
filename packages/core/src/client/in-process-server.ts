import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { Protocol } from "@modelcontextprotocol/sdk/shared/protocol.js";
import {
  type CallToolRequest,
  CallToolRequestSchema,
  type CallToolResult,
  type Implementation,
  ListToolsRequestSchema,
  type Tool,
} from "@modelcontextprotocol/sdk/types.js";
import type { ToolDefinition, ToolResult } from "../contract/tool.js";
import { describeError } from "../errors/describe-error.js";
import { checkName, checkOffers, checkTools } from "./check-tool-server.js";
import { type InProcessContext, type InProcessOffers, installOffers } from "./in-process-offers.js";
import { toolResultProblem } from "./result-problem.js";
import type { LiveServer } from "./server-config.js";

/** A tool with the function that does it. */
export interface InProcessTool extends ToolDefinition {
  /** What it throws becomes a result marked `isError`. */
  handler(
    args: Record<string, unknown>,
    context: InProcessContext,
  ): ToolResult | Promise<ToolResult>;
}

/**
 * Makes an MCP server of plain functions, to be configured as `{ server }`. Arguments reach the
 * handlers unchecked: input schemas are for those who call. A handler gives `{ content }`, an empty array where
 * there is nothing to say. From JavaScript `{ structuredContent }` alone is taken as well; what has neither
 * becomes a result marked `isError`.
 * `offers` are resources and prompts.
 * Throws `CONFIG_INVALID` for a name that is no text, for a tool without a name or a handler, for two of one
 * name, for a schema that is no JSON Schema but Zod's, and for offers that are not understood.
 *
 * ```ts
 * const clock = createToolServer("clock", [{
 *   name: "now",
 *   inputSchema: { type: "object" },
 *   handler: () => ({ content: [{ type: "text", text: new Date().toISOString() }] }),
 * }]);
 * const client = new MCPClient({ mcpServers: { clock: { server: clock } } });
 * ```
 */
export function createToolServer(
  name: string,
  tools: readonly InProcessTool[],
  offers: InProcessOffers = {},
): LiveServer {
  checkName(name);
  return createServer({ name, version: "1.0.0" }, tools, offers);
}

/** {@link createToolServer} with all that a server may say of itself. */
export function createServer(
  serverInfo: Implementation,
  tools: readonly InProcessTool[],
  offers: InProcessOffers = {},
): Server {
  checkTools(tools);
  checkOffers(offers);
  const capabilities = {
    tools: {},
    ...(offers.resources && { resources: {} }),
    ...(offers.prompts && { prompts: {} }),
  };
  const server = new Server(serverInfo, { capabilities });
  installOffers(server, offers);
  const listed = tools.map(({ handler: _, ...definition }) => definition as unknown as Tool);
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: listed }));
  const callTool: CallHandler = async ({ params }, { signal }) => {
    const tool = byName.get(params.name);
    if (tool === undefined) return failed(`There is no tool "${params.name}"`);
    try {
      const result: unknown = await tool.handler(params.arguments ?? {}, { signal });
      const problem = toolResultProblem(result);
      if (problem === undefined) return result as CallToolResult;
      return failed(
        `The tool "${params.name}" answered with no result${problem}: its handler must give { content: […] } or { structuredContent: {…} }`,
      );
    } catch (error) {
      return failed(describeError(error));
    }
  };
  // Server's own method refuses results with content of a kind it does not know.
  Protocol.prototype.setRequestHandler.call(server, CallToolRequestSchema, callTool as never);
  return server;
}

type CallHandler = (
  request: CallToolRequest,
  context: { readonly signal: AbortSignal },
) => Promise<CallToolResult>;

function failed(message: string): CallToolResult {
  return { isError: true, content: [{ type: "text", text: message }] };
}
