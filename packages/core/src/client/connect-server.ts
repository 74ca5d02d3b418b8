import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { describeError } from "../errors/describe-error.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { capabilitiesOf, installHandlers } from "./client-handlers.js";
import { CLIENT_INFO } from "./client-info.js";
import { expandVariables } from "./expand-variables.js";
import { loginHint, openHttpLink, speaksOnlySse } from "./http-link.js";
import { openLiveLink } from "./live-link.js";
import { MCPSession } from "./mcp-session.js";
import type { ServerConfig } from "./server-config.js";
import type { ServerLink } from "./server-link.js";
import { openStdioLink } from "./stdio-link.js";

const CONNECT_TIMEOUT_MS = 30_000;
const REQUEST_TIMEOUT_MS = 60_000;

/**
 * Connects one server: starts it if it is ours to start, and shakes hands.
 *
 * @throws ToolweaveError `SERVER_UNAVAILABLE` with what the server said last, or
 *   `CONFIG_VARIABLE_MISSING`.
 */
export async function connectServer(
  name: string,
  raw: ServerConfig,
  signal: AbortSignal,
): Promise<MCPSession> {
  const config = expandVariables(name, raw, globalThis.process?.env ?? {});
  if (!("url" in config)) return handshake(name, config, await openLink(name, config), signal);
  const { transport = "http" } = config;
  try {
    return await handshake(name, config, openHttpLink(name, config, transport), signal);
  } catch (error) {
    const fallback = config.transport === undefined && speaksOnlySse((error as Error).cause);
    if (!fallback) throw error;
    return handshake(name, config, openHttpLink(name, config, "sse"), signal);
  }
}

function openLink(
  name: string,
  config: Exclude<ServerConfig, { url: string }>,
): Promise<ServerLink> {
  return "command" in config ? openStdioLink(config) : openLiveLink(name, config);
}

async function handshake(
  name: string,
  config: ServerConfig,
  link: ServerLink,
  signal: AbortSignal,
): Promise<MCPSession> {
  const client = new Client(CLIENT_INFO, { capabilities: capabilitiesOf(config) });
  installHandlers(client, config);
  let garbage: unknown;
  client.onerror = (error) => {
    if (error instanceof SyntaxError) garbage ??= error;
  };
  const timeout = config.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
  try {
    await within(timeout, signal, client.connect(link.transport, { timeout, signal }));
  } catch (error) {
    await link.close().catch(() => {});
    throw unavailable(name, config, link, garbage, error);
  }
  const requestTimeoutMs = config.requestTimeoutMs ?? REQUEST_TIMEOUT_MS;
  return new MCPSession({ serverName: name, client, link, requestTimeoutMs });
}

/** The SDK's timeout covers the handshake, but not a transport that does not come up. */
async function within(ms: number, signal: AbortSignal, connecting: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let onAbort: (() => void) | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it did not answer within ${ms} ms`)), ms + 100);
    onAbort = () => reject(new Error("the connection was given up"));
    signal.addEventListener("abort", onAbort, { once: true });
  });
  try {
    await Promise.race([connecting, limit]);
  } finally {
    clearTimeout(timer);
    if (onAbort !== undefined) signal.removeEventListener("abort", onAbort);
    connecting.catch(() => {});
  }
}

function unavailable(
  name: string,
  config: ServerConfig,
  link: ServerLink,
  garbage: unknown,
  error: unknown,
): ToolweaveError {
  const reason = reasonOf(config, error);
  const output =
    garbage === undefined
      ? ""
      : `It wrote something to stdout that is no MCP: ${describeError(garbage)}. `;
  return new ToolweaveError(
    "SERVER_UNAVAILABLE",
    `The server "${name}" could not be connected: ${reason}. ${output}${loginHint(error)}${link.diagnose()}`.trim(),
    { cause: error, details: { server: name } },
  );
}

function reasonOf(config: ServerConfig, error: unknown): string {
  if ("command" in config) {
    const { code } = error as { code?: unknown };
    if (code === "ENOENT") return `the command "${config.command}" was not found`;
    if (code === -32000) return "its process ended during the handshake";
    if (code === -32001) return "it did not answer the handshake in time";
  }
  return describeError(error).replace(/^MCP error -?\d+: /, "");
}
