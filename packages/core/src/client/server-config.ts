import type { Server } from "@modelcontextprotocol/sdk/server/index.js";
import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { ToolRules } from "../catalog/tool-rules.js";
import type { ClientHandlers } from "./client-handlers.js";
import type { SharedLogin } from "./shared-login.js";

/** What every kind of server may say. */
export interface CommonServerConfig extends ClientHandlers, ToolRules {
  /** What VS Code and others call the transport; "sse" skips the fallback, the rest says nothing new. */
  type?: string | undefined;
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
  args?: readonly string[] | undefined;
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
  /** OAuth, by the MCP SDK; with `renewAlone` where others renew the same login. */
  authProvider?: SharedLogin | undefined;
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
  /** What VS Code asks its user for; ignored. */
  inputs?: unknown;
}
