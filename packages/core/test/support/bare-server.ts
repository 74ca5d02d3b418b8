import type { IncomingMessage, ServerResponse } from "node:http";
import type { HttpHandler } from "./http-server.js";

/** A call of a tool, as it arrived. */
export interface BareCall {
  readonly id: number;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** What a bare server does beside the handshake. */
export interface BareServer {
  /** Its tools, by name: each answers in whatever way it likes. */
  readonly tools: Readonly<Record<string, (call: BareCall) => unknown>>;
  /** Answers a GET, for a stream. */
  readonly stream?: HttpHandler;
  /** Hears of the cancelled requests. */
  readonly cancelled?: number[];
}

interface Message {
  readonly id?: number;
  readonly method: string;
  readonly params?: { readonly name: string; readonly requestId: number };
}

/** A handler that serves MCP over Streamable HTTP without the SDK, so that it can break every rule. */
export function bare({ tools, stream, cancelled }: BareServer): HttpHandler {
  return async (request, response) => {
    if (request.method === "GET" && stream !== undefined) return stream(request, response);
    if (request.method !== "POST") return response.writeHead(405).end();
    let body = "";
    for await (const chunk of request) body += chunk;
    const { id, method, params } = JSON.parse(body) as Message;
    if (id === undefined) {
      if (params?.requestId !== undefined) cancelled?.push(params.requestId);
      return response.writeHead(202).end();
    }
    if (method === "tools/call") return tools[params?.name ?? ""]?.({ id, request, response });
    if (method === "initialize") response.setHeader("mcp-session-id", "bare");
    return json(response, id, method === "initialize" ? HANDSHAKE : listOf(Object.keys(tools)));
  };
}

const HANDSHAKE = {
  protocolVersion: "2025-06-18",
  capabilities: { tools: { listChanged: true } },
  serverInfo: { name: "bare", version: "1" },
};

function listOf(names: readonly string[]): object {
  return { tools: names.map((name) => ({ name, inputSchema: { type: "object" } })) };
}

/** Answers with a result, as plain JSON. */
export function json(response: ServerResponse, id: unknown, result: unknown): void {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ jsonrpc: "2.0", id, result }));
}

/** Begins to answer with a stream of events. */
export function events(response: ServerResponse): ServerResponse {
  response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
  return response;
}

/** An event that holds a message. */
export function event(message: object): string {
  return `data: ${JSON.stringify({ jsonrpc: "2.0", ...message })}\n\n`;
}

export function textResult(text: string): object {
  return { content: [{ type: "text", text }] };
}

/** Writes for as long as anyone reads. */
export function writeWithoutEnd(response: ServerResponse): void {
  while (!response.destroyed && response.write("x".repeat(1 << 20)));
  response.once("drain", () => writeWithoutEnd(response));
}
