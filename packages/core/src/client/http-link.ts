import { UnauthorizedError } from "@modelcontextprotocol/sdk/client/auth.js";
import { SSEClientTransport } from "@modelcontextprotocol/sdk/client/sse.js";
import {
  StreamableHTTPClientTransport,
  StreamableHTTPError,
} from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import type { HttpServerConfig } from "./server-config.js";
import type { ServerLink } from "./server-link.js";

/**
 * A link to a server over HTTP.
 *
 * @throws ToolweaveError `CONFIG_INVALID` for a text that is no URL.
 */
export function openHttpLink(
  server: string,
  config: HttpServerConfig,
  kind: "http" | "sse",
): ServerLink {
  const { headers, authProvider } = config;
  const url = parseUrl(server, config.url);
  const options = {
    ...(headers && { requestInit: { headers } }),
    ...(authProvider && { authProvider }),
  };
  const transport =
    kind === "sse"
      ? new SSEClientTransport(url, options)
      : new StreamableHTTPClientTransport(url, options);
  return {
    transport: transport as Transport,
    stderr: () => "",
    diagnose: () => "",
    close: async () => {
      if (transport instanceof StreamableHTTPClientTransport) await endSession(transport);
      await transport.close();
    },
  };
}

const END_SESSION_MS = 1_000;

/** Tells the server that the session is over, but does not wait long for a server that is gone. */
async function endSession(transport: StreamableHTTPClientTransport): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, END_SESSION_MS);
  });
  await Promise.race([transport.terminateSession().catch(() => {}), late]);
  clearTimeout(timer);
}

/**
 * True for the answers by which a server from before Streamable HTTP is known (the backwards
 * compatibility rules of the MCP specification's chapter on transports).
 */
export function speaksOnlySse(error: unknown): boolean {
  if (error instanceof UnauthorizedError) return false;
  if (!(error instanceof StreamableHTTPError) || error.code === undefined) return false;
  return error.code >= 400 && error.code < 500 && error.code !== 401 && error.code !== 403;
}

/** A sentence for an error that wants the user to log in; empty for any other. */
export function loginHint(error: unknown): string {
  const status = (error as { code?: unknown } | undefined)?.code;
  const unauthorized = error instanceof UnauthorizedError || status === 401 || status === 403;
  return unauthorized ? "It wants authorization: give headers, or an authProvider for OAuth. " : "";
}

function parseUrl(server: string, url: string): URL {
  if (URL.canParse(url)) return new URL(url);
  const place = `mcpServers.${server}.url`;
  throw new ToolweaveError("CONFIG_INVALID", `${place} is no URL: ${url}`, { details: { place } });
}
