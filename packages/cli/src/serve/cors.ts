import type { IncomingMessage, ServerResponse } from "node:http";

const METHODS = "GET, POST, DELETE";

/** What clients send. A star would not stand for `authorization`. */
const REQUEST_HEADERS = [
  "accept",
  "authorization",
  "content-type",
  "last-event-id",
  "mcp-protocol-version",
  "mcp-session-id",
].join(", ");

const MAX_AGE_S = 600;

/** Lets a page, whose origin may call, read the answer. Of a request that is no page's nothing changes. */
export function letPageRead({ headers }: IncomingMessage, response: ServerResponse): void {
  // Caches must not give one page the answer to another.
  response.setHeader("vary", "origin");
  if (headers.origin === undefined) return;
  response.setHeader("access-control-allow-origin", headers.origin);
  response.setHeader("access-control-expose-headers", "mcp-session-id");
}

/** True for a browser's question whether a page may make a request; it is answered with what may be. */
export function answerPreflight(
  { method, headers }: IncomingMessage,
  response: ServerResponse,
): boolean {
  if (method !== "OPTIONS" || headers["access-control-request-method"] === undefined) return false;
  response.setHeader("access-control-allow-methods", METHODS);
  response.setHeader("access-control-allow-headers", REQUEST_HEADERS);
  response.setHeader("access-control-max-age", MAX_AGE_S);
  // A page of the internet that calls this machine is asked about by itself.
  if (headers["access-control-request-private-network"] === "true") {
    response.setHeader("access-control-allow-private-network", "true");
  }
  response.writeHead(204).end();
  return true;
}
