import { z } from "zod";
import { codeModeSchema } from "./code-mode-schema.js";

const text = z.string();
const patterns = z.array(text).optional();

/** One entry of `mcpServers`, for editors: core checks it, and says more of what is wrong. */
const server = z.looseObject({
  command: text.optional().describe("A program to start, which speaks MCP over stdio."),
  args: z.array(text).optional(),
  env: z.record(text, text).optional().describe("A $ and a name in braces stand for a variable."),
  cwd: text.optional().describe("Default: the folder of this file."),
  url: text.optional().describe("A server over Streamable HTTP, or SSE."),
  headers: z.record(text, text).optional(),
  transport: z.enum(["http", "sse"]).optional().describe("Skips the fallback to SSE."),
  type: text.optional().describe('What other clients write; "sse" is taken for the transport.'),
  disabled: z.boolean().optional().describe("Leaves the server out."),
  enabled: z.boolean().optional().describe("What other clients write for disabled."),
  allowedTools: patterns.describe("Tools that code sees, with *."),
  disallowedTools: patterns.describe("Tools that code does not see, with *."),
  disabledTools: patterns.describe("What other clients write for disallowedTools."),
  requestTimeoutMs: z.number().positive().optional().describe("Default 60,000."),
  connectTimeoutMs: z.number().positive().optional().describe("Default 30,000."),
});

/** The keys of a server that can stand in a file. */
export const SERVER_KEYS: readonly string[] = Object.keys(server.shape);

const servers = z.record(text, server).describe("MCP servers by name.");

/** `toolweave.json`. */
export const configSchema: z.ZodObject = z.strictObject({
  $schema: text.optional(),
  mcpServers: servers.optional(),
  servers: servers.optional().describe("What VS Code calls mcpServers."),
  codeMode: codeModeSchema.optional().describe("How code runs."),
});

/** The JSON Schema of `toolweave.json`. */
export function configJsonSchema(): Record<string, unknown> {
  return {
    title: "Configuration of toolweave",
    ...z.toJSONSchema(configSchema, { target: "draft-7" }),
    // Editors of JSON read comments and trailing commas where a schema allows them.
    allowComments: true,
    allowTrailingCommas: true,
  };
}
