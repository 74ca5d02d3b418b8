import type { IncomingMessage, ServerResponse } from "node:http";
import { isInitializeRequest, isJSONRPCRequest } from "@modelcontextprotocol/sdk/types.js";
import { answerPreflight, letPageRead } from "./cors.js";
import { refuseForeign, refuseStranger } from "./http-guard.js";
import type { HttpSession, HttpSessions } from "./http-sessions.js";
import type { HttpSettings } from "./http-settings.js";
import { BodyError, readBody } from "./read-body.js";

const PATH = "/mcp";

/** Answers one HTTP request. Never rejects. */
export async function handleRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { settings, sessions }: { settings: HttpSettings; sessions: HttpSessions },
): Promise<void> {
  try {
    const foreign = refuseForeign(request, settings);
    if (foreign !== undefined) return fail(response, foreign.status, -32_000, foreign.message);
    letPageRead(request, response);
    // Browsers ask without the token.
    if (answerPreflight(request, response)) return;
    const stranger = refuseStranger(request, settings);
    if (stranger !== undefined) return fail(response, stranger.status, -32_000, stranger.message);
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname !== PATH)
      return fail(response, 404, -32_000, `There is nothing here but ${PATH}.`);
    const body = request.method === "POST" ? await readBody(request) : undefined;
    const session = await sessionOf(request, response, body, sessions);
    if (session !== undefined) await pass(request, response, body, session);
  } catch (error) {
    if (error instanceof BodyError) fail(response, error.status, error.code, error.message);
    else fail(response, 500, -32_603, "Internal error");
  }
}

/** The session of a request; `undefined` if it has been answered in another way. */
async function sessionOf(
  request: IncomingMessage,
  response: ServerResponse,
  body: unknown,
  sessions: HttpSessions,
): Promise<HttpSession | undefined> {
  const id = request.headers["mcp-session-id"];
  if (typeof id === "string") {
    const session = sessions.get(id);
    if (session === undefined)
      fail(response, 404, -32_001, "Session not found: initialize a new one.");
    return session;
  }
  if (!isInitialize(body)) {
    fail(response, 400, -32_600, "Bad Request: no Mcp-Session-Id, and no initialize request.");
    return undefined;
  }
  const session = await sessions.open();
  if (session === undefined) {
    response.setHeader("retry-after", "5");
    fail(response, 503, -32_000, "Every session there may be is busy.");
  }
  return session;
}

/** Hands a request to its session. One whose client leaves before the answer is cancelled. */
async function pass(
  request: IncomingMessage,
  response: ServerResponse,
  body: unknown,
  session: HttpSession,
): Promise<void> {
  const { transport } = session;
  const isPost = request.method === "POST";
  if (isPost) session.busy++;
  response.once("close", () => {
    if (!isPost) return;
    session.busy--;
    if (!response.writableEnded) cancel(session, body);
  });
  await transport.handleRequest(request, response, body);
  // A handshake that was refused began no session: it must not take the place of one.
  if (transport.sessionId === undefined) await transport.close();
}

/** Without a stream to answer on, nobody would ever see what comes of it. */
function cancel({ transport }: HttpSession, body: unknown): void {
  for (const message of [body].flat()) {
    if (!isJSONRPCRequest(message)) continue;
    const params = { requestId: message.id, reason: "the client is gone" };
    transport.onmessage?.({ jsonrpc: "2.0", method: "notifications/cancelled", params });
  }
}

function isInitialize(body: unknown): boolean {
  return [body].flat().some((message) => isInitializeRequest(message));
}

function fail(response: ServerResponse, status: number, code: number, message: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const error = { jsonrpc: "2.0", error: { code, message }, id: null };
  if (status === 401) response.setHeader("www-authenticate", "Bearer");
  // What is left of a body that was not read would be taken for the next request.
  if (status === 413) response.setHeader("connection", "close");
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(error));
}
