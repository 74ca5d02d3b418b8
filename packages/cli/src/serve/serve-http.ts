import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ToolweaveError } from "@toolweave/core/node";
import { print, type Verbose } from "../command-line/terminal.js";
import type { Served } from "./code-mode-server.js";
import { handleRequest } from "./handle-request.js";
import { HttpSessions } from "./http-sessions.js";
import { type HttpFlags, type HttpSettings, httpSettings } from "./http-settings.js";

/** Connections at once, streams included. */
const MAX_CONNECTIONS = 2_000;

/** How long a connection is silent before it is tried whether anybody is there. */
const PROBE_AFTER_MS = 60_000;

/** How long last answers may be on their way. */
const LAST_WORDS_MS = 300;

/** Serves clients over Streamable HTTP, until the signal aborts. */
export async function serveHttp(
  served: Served,
  flags: HttpFlags,
  { signal, verbose }: { signal: AbortSignal; verbose: Verbose },
): Promise<void> {
  const settings = httpSettings(flags);
  const sessions = new HttpSessions(served);
  // By that it is noticed in the end that a client which listens is gone without a word.
  const server = createServer({ keepAlive: true, keepAliveInitialDelay: PROBE_AFTER_MS });
  server.on("request", (request, response) => {
    verbose(() => `${request.method} ${request.url} (${sessions.size} sessions)`);
    void handleRequest(request, response, { settings, sessions });
  });
  server.maxConnections = MAX_CONNECTIONS;
  const port = await listen(server, settings);
  print(`serving http://${bracketed(settings.host)}:${port}/mcp`);
  if (!signal.aborted) {
    await new Promise<void>((resolve) => {
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
  }
  const closed = once(server, "close");
  server.close();
  await sessions.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), LAST_WORDS_MS);
  await closed;
  clearTimeout(timer);
}

async function listen(server: Server, { host, port }: HttpSettings): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(listenFailure(error, host, port)));
    server.listen(port, host, resolve);
  });
  return (server.address() as AddressInfo).port;
}

function listenFailure(error: NodeJS.ErrnoException, host: string, port: number): ToolweaveError {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: "the port is in use. Choose another, or 0 for any that is free",
    EACCES: "this user may not use the port. Choose one above 1023",
    EADDRNOTAVAIL: "this machine does not have the address",
    ENOTFOUND: "the host is not known",
  };
  const reason = reasons[error.code ?? ""] ?? error.message;
  const message = `${bracketed(host)}:${port} cannot be served: ${reason}.`;
  return new ToolweaveError("LISTEN_FAILED", message, { cause: error, details: { host, port } });
}

function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
