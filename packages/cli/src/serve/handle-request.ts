import type { IncomingMessage, ServerResponse } from "node:http";
import {
  isJSONRPCRequest,
  type JSONRPCRequest,
  type RequestId,
  SUPPORTED_PROTOCOL_VERSIONS,
} from "@modelcontextprotocol/sdk/types.js";
import { paramsProblem } from "./checked-requests.js";
import { answerPreflight, letPageRead } from "./cors.js";
import { refuseForeign, refuseStranger } from "./http-guard.js";
import type { HttpSession, HttpSessions } from "./http-sessions.js";
import type { HttpSettings } from "./http-settings.js";
import { failureFor } from "./malformed-answer.js";
import { BodyError, readBody } from "./read-body.js";
import { idInUse } from "./unique-ids.js";

const PATH = "/mcp";
const METHODS = ["GET", "POST", "DELETE"];

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
    if (pathOf(request) !== PATH)
      return fail(response, 404, -32_000, `There is nothing here but ${PATH}.`);
    if (!METHODS.includes(request.method ?? "")) {
      response.setHeader("allow", METHODS.join(", "));
      return fail(response, 405, -32_000, "Method not allowed.");
    }
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
  const problem = [body].flat().map(paramsProblem).find(Boolean);
  if (problem !== undefined) {
    fail(response, 400, -32_602, problem);
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
  const { transport, unanswered } = session;
  const isPost = request.method === "POST";
  const isGet = request.method === "GET";
  const ids = idsOf(body);
  const inUse = ids.find((id, at) => unanswered.has(id) || ids.indexOf(id) < at);
  if (inUse !== undefined) {
    fail(response, 400, -32_600, idInUse(inUse));
    return closeUnused(transport);
  }
  for (const id of ids) unanswered.add(id);
  if (isPost) session.busy++;
  if (isGet) {
    // A client whose network is gone without a word comes back long before that is noticed here.
    if (mayListen(request)) transport.closeStandaloneSSEStream();
    session.listening++;
  }
  response.once("close", () => {
    session.usedAt = Date.now();
    if (isGet) session.listening--;
    if (!isPost) return;
    session.busy--;
    // A request that was refused never came in.
    if (response.statusCode !== 200) for (const id of ids) unanswered.remove(id);
    if (!response.writableEnded) cancel(session, body);
  });
  void unanswered.gone(ids).then(() => setImmediate(() => endStream(session, ids)));
  failAnswered(session, body);
  await transport.handleRequest(request, response, body);
  await closeUnused(transport);
}

/** False for a request that will be refused: it must not end a stream. */
function mayListen({ headers }: IncomingMessage): boolean {
  const version = headers["mcp-protocol-version"];
  const isKnown = typeof version !== "string" || SUPPORTED_PROTOCOL_VERSIONS.includes(version);
  return isKnown && headers.accept?.includes("text/event-stream") === true;
}

/**
 * Nothing else ends the stream of requests that are cancelled, for they are not answered. By now it has had what
 * follows from that: whoever is asked for approval learns that it is of no use.
 */
function endStream({ transport, unanswered }: HttpSession, ids: readonly RequestId[]): void {
  const [first] = ids;
  if (first !== undefined && !unanswered.has(first)) transport.closeSSEStream(first);
}

/** A handshake that was refused began no session: it must not take the place of one. */
async function closeUnused(transport: HttpSession["transport"]): Promise<void> {
  if (transport.sessionId === undefined) await transport.close();
}

/** Without a stream to answer on, nobody would ever see what comes of it. */
function cancel({ transport }: HttpSession, body: unknown): void {
  for (const id of idsOf(body)) {
    const params = { requestId: id, reason: "the client is gone" };
    transport.onmessage?.({ jsonrpc: "2.0", method: "notifications/cancelled", params });
  }
}

/** What malformed answers are to fails at once: the transport refuses their request, and nothing else would come. */
function failAnswered({ transport }: HttpSession, body: unknown): void {
  for (const message of [body].flat()) {
    const failure = failureFor(message);
    if (failure !== undefined) transport.onmessage?.(failure);
  }
}

/** `undefined` for a target that is no address, such as `//`. */
function pathOf({ url = "/" }: IncomingMessage): string | undefined {
  const base = "http://localhost";
  return URL.canParse(url, base) ? new URL(url, base).pathname : undefined;
}

function isInitialize(body: unknown): boolean {
  return requestsOf(body).some(({ method }) => method === "initialize");
}

function idsOf(body: unknown): RequestId[] {
  return requestsOf(body).map(({ id }) => id);
}

function requestsOf(body: unknown): JSONRPCRequest[] {
  return [body].flat().filter((message) => isJSONRPCRequest(message));
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
