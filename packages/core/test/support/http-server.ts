import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { SSEServerTransport } from "@modelcontextprotocol/sdk/server/sse.js";
import {
  StreamableHTTPServerTransport,
  type StreamableHTTPServerTransportOptions,
} from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { onTestFinished } from "vitest";
import { z } from "zod";

/** A request as it arrived. */
export interface SeenRequest {
  readonly method: string;
  readonly headers: IncomingMessage["headers"];
}

/** An HTTP server on the loopback interface. */
export interface HttpServer {
  readonly port: number;
  readonly url: string;
  readonly requests: SeenRequest[];
  /** Cuts all connections and stops listening. */
  stop(): Promise<void>;
}

/** Answers a request, or not. */
export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Starts an HTTP server that is stopped after the test. */
export async function listen(handler: HttpHandler, port = 0): Promise<HttpServer> {
  const requests: SeenRequest[] = [];
  const server = createServer((request, response) => {
    requests.push({ method: request.method ?? "", headers: request.headers });
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address() as AddressInfo;
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  onTestFinished(stop);
  return { port: address.port, url: `http://127.0.0.1:${address.port}/mcp`, requests, stop };
}

/** What the tools of a test server have done. */
export interface Journal {
  readonly servers: McpServer[];
  readonly calls: string[];
  readonly cancelled: string[];
}

export function journal(): Journal {
  return { servers: [], calls: [], cancelled: [] };
}

/** A handler that serves MCP over Streamable HTTP. */
export function streamable(
  { servers, calls, cancelled }: Journal,
  options: StreamableHTTPServerTransportOptions = { sessionIdGenerator: randomUUID },
): HttpHandler {
  const sessions = new Map<string, StreamableHTTPServerTransport>();
  return async (request, response) => {
    const id = request.headers["mcp-session-id"];
    const known = typeof id === "string" ? sessions.get(id) : undefined;
    if (id !== undefined && known === undefined) {
      response.writeHead(404).end("Session not found");
      return;
    }
    if (known !== undefined) return known.handleRequest(request, response);
    const transport = new StreamableHTTPServerTransport({
      ...options,
      onsessioninitialized: (session) => void sessions.set(session, transport),
    });
    const server = testServer(calls, cancelled);
    servers.push(server);
    await server.connect(transport as Parameters<McpServer["connect"]>[0]);
    await transport.handleRequest(request, response);
  };
}

/** A handler that serves MCP over SSE alone, and answers anything else with a status. */
export function sseOnly({ servers, calls, cancelled }: Journal, otherwise = 405): HttpHandler {
  const sessions = new Map<string, SSEServerTransport>();
  return async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://x");
    if (request.method === "GET" && pathname === "/mcp") {
      const transport = new SSEServerTransport("/messages", response);
      sessions.set(transport.sessionId, transport);
      const server = testServer(calls, cancelled);
      servers.push(server);
      return server.connect(transport as Parameters<McpServer["connect"]>[0]);
    }
    if (pathname !== "/messages") return response.writeHead(otherwise).end("no");
    const session = sessions.get(searchParams.get("sessionId") ?? "");
    if (session === undefined) return response.writeHead(404).end("Session not found");
    return session.handlePostMessage(request, response);
  };
}

function testServer(calls: string[], cancelled: string[]): McpServer {
  const server = new McpServer({ name: "http-test", version: "1" });
  server.registerTool("echo", { inputSchema: { text: z.string() } }, ({ text }) => {
    calls.push(`echo ${text}`);
    return { content: [{ type: "text", text }] };
  });
  server.registerTool(
    "sleep",
    { inputSchema: { ms: z.number() } },
    async ({ ms }, { signal, closeSSEStream }) => {
      calls.push(`sleep ${ms}`);
      signal.addEventListener("abort", () => cancelled.push("sleep"));
      closeSSEStream?.();
      await new Promise((resolve) => setTimeout(resolve, ms));
      return { content: [{ type: "text", text: "slept" }] };
    },
  );
  return server;
}
