import type { OAuthClientProvider } from "@modelcontextprotocol/sdk/client/auth.js";
import type { Server } from "@modelcontextprotocol/sdk/server/index.js";
import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import { nearestNames } from "../errors/nearest-names.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import type { ClientHandlers } from "./client-handlers.js";

/** What every kind of server may say. */
export interface CommonServerConfig extends ClientHandlers {
  /** Leaves the server out. */
  disabled?: boolean | undefined;
  /** Milliseconds for one request; progress starts them anew. Default 60,000. */
  requestTimeoutMs?: number | undefined;
  /** Milliseconds for starting and the handshake. Default 30,000. */
  connectTimeoutMs?: number | undefined;
}

/** A server started as a child process, over stdio. */
export interface StdioServerConfig extends CommonServerConfig {
  command: string;
  args?: string[] | undefined;
  /** Added to a small inherited environment (`PATH`, `HOME`, …). */
  env?: Record<string, string> | undefined;
  cwd?: string | undefined;
}

/** A server over Streamable HTTP, falling back to SSE. */
export interface HttpServerConfig extends CommonServerConfig {
  url: string;
  headers?: Record<string, string> | undefined;
  /** Skips the fallback. */
  transport?: "http" | "sse" | undefined;
  /** OAuth, by the MCP SDK. */
  authProvider?: OAuthClientProvider | undefined;
}

/** A server object of the MCP SDK, or one made by `createToolServer`. */
export type LiveServer = McpServer | Server;

/** A live server in this process. */
export interface LiveServerConfig extends CommonServerConfig {
  server: LiveServer;
}

/** One entry of `mcpServers`. */
export type ServerConfig = StdioServerConfig | HttpServerConfig | LiveServerConfig;

/** The configuration of an `MCPClient`; `servers` is how VS Code calls `mcpServers`. */
export interface MCPClientConfig {
  mcpServers?: Record<string, ServerConfig> | undefined;
  servers?: Record<string, ServerConfig> | undefined;
}

const text = z.string();
const milliseconds = z.number().positive();
const handler = z.function().optional() as z.ZodType<unknown>;
const common = {
  disabled: z.boolean().optional(),
  requestTimeoutMs: milliseconds.optional(),
  connectTimeoutMs: milliseconds.optional(),
  onSampling: handler,
  onElicitation: handler,
  roots: z.unknown().optional(),
};
/** Keys that MCP clients write for their own use. */
const IGNORED = [
  "type",
  "name",
  "description",
  "timeout",
  "envFile",
  "alwaysAllow",
  "autoApprove",
  "disabledTools",
  "enabled",
  "dev",
  "gallery",
  "icon",
  "version",
] as const;

const KINDS = {
  command: z.object({
    command: text.min(1, "must not be empty"),
    args: z.array(text).optional(),
    env: z.record(text, text).optional(),
    cwd: text.optional(),
    ...common,
  }),
  url: z.object({
    url: text.min(1, "must not be empty"),
    headers: z.record(text, text).optional(),
    transport: z.enum(["http", "sse"]).optional(),
    authProvider: z.custom(isObject, "must be an OAuthClientProvider").optional(),
    ...common,
  }),
  server: z.object({
    server: z.custom(isLiveServer, "must be an McpServer or Server of the MCP SDK"),
    ...common,
  }),
} as const;

/**
 * Checks a configuration and gives its servers by name, disabled ones left out.
 *
 * @throws ToolweaveError `CONFIG_INVALID`, naming the place and what is wrong with it.
 */
export function parseClientConfig(config: unknown): Map<string, ServerConfig> {
  if (!isObject(config)) throw invalid("The configuration", "must be an object with mcpServers");
  const { mcpServers, servers, inputs: _, ...rest } = config;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw unknownKey("The configuration", unknown, ["mcpServers"]);
  const entries = mcpServers ?? servers ?? {};
  if (!isObject(entries)) throw invalid("mcpServers", "must be an object, one entry a server");
  const parsed = new Map<string, ServerConfig>();
  for (const [name, entry] of Object.entries(entries)) {
    const server = parseServerConfig(name, entry);
    if (server.disabled !== true) parsed.set(name, server);
  }
  return parsed;
}

/**
 * Checks the entry of one server.
 *
 * @throws ToolweaveError `CONFIG_INVALID`.
 */
export function parseServerConfig(name: string, entry: unknown): ServerConfig {
  const place = `mcpServers.${name}`;
  if (!isObject(entry)) throw invalid(place, "must be an object with command, url or server");
  const kinds = (Object.keys(KINDS) as (keyof typeof KINDS)[]).filter(
    (key) => entry[key] !== undefined,
  );
  const [kind] = kinds;
  if (kind === undefined) throw missingKind(place, entry);
  if (kinds.length > 1) throw invalid(place, `has both ${kinds.join(" and ")}; keep one of them`);
  checkKeys(place, entry, Object.keys(KINDS[kind].shape));
  const { success, error } = KINDS[kind].safeParse(entry);
  if (!success) {
    const [issue] = error.issues;
    const path = (issue?.path ?? []).map((key) =>
      typeof key === "number" ? `[${key}]` : `.${String(key)}`,
    );
    throw invalid(place + path.join(""), issue?.message ?? "is invalid");
  }
  return withDeclaredTransport(entry as unknown as ServerConfig, entry["type"]);
}

/** VS Code and others say `"type": "sse"` where we say `transport`. */
function withDeclaredTransport(server: ServerConfig, type: unknown): ServerConfig {
  if (!("url" in server) || server.transport !== undefined || type !== "sse") return server;
  return { ...server, transport: "sse" };
}

function checkKeys(place: string, entry: object, known: readonly string[]): void {
  for (const key of Object.keys(entry)) {
    if (known.includes(key) || (IGNORED as readonly string[]).includes(key)) continue;
    throw unknownKey(place, key, known);
  }
}

function missingKind(place: string, entry: object): ToolweaveError {
  const known = Object.keys(KINDS);
  const wrong = Object.keys(entry).find((key) => nearestNames(key, known, 1).length > 0);
  if (wrong !== undefined) return unknownKey(place, wrong, known);
  return invalid(place, "needs command (a program to start), url, or server (a live server)");
}

function unknownKey(place: string, key: string, known: readonly string[]): ToolweaveError {
  const [nearest] = nearestNames(key, known, 1);
  const advice =
    nearest === undefined ? `Known: ${known.join(", ")}` : `Did you mean "${nearest}"?`;
  return invalid(place, `has the unknown key "${key}". ${advice}`);
}

function invalid(place: string, problem: string): ToolweaveError {
  return new ToolweaveError("CONFIG_INVALID", `${place} ${problem}`, { details: { place } });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isLiveServer(value: unknown): boolean {
  return isObject(value) && typeof value["connect"] === "function";
}
