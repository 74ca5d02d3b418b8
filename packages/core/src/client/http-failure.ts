import { UnauthorizedError } from "@modelcontextprotocol/sdk/client/auth.js";
import { answerInBody } from "./answer-in-body.js";
import { isSseError, isStreamableHttpError } from "./sdk-http-error.js";

/** Statuses that say nothing of the transports a server knows. */
const ABOUT_THE_CLIENT: readonly number[] = [401, 403, 407, 408, 429];

/** The HTTP status of the answer that an error is about. */
export function httpStatus(error: unknown): number | undefined {
  if (error instanceof UnauthorizedError) return 401;
  if (isStreamableHttpError(error) || isSseError(error)) {
    return error.code !== undefined && error.code > 0 ? error.code : undefined;
  }
  // What the SDK's SSE transport throws for a POST that was refused is a plain error.
  const text = error instanceof Error ? /\(HTTP (\d{3})\)/.exec(error.message)?.[1] : undefined;
  return text === undefined ? undefined : Number(text);
}

/**
 * True for the answers by which a server from before Streamable HTTP is known (the backwards
 * compatibility rules of the MCP specification's chapter on transports).
 */
export function speaksOnlySse(error: unknown): boolean {
  const status = httpStatus(error) ?? 0;
  return status >= 400 && status < 500 && !ABOUT_THE_CLIENT.includes(status);
}

/** What a server answered to the request itself, though with a status that could mean its session or its address. */
export function answerWithStatus(error: unknown): string | undefined {
  const status = httpStatus(error);
  return status === 400 || status === 404 ? answerInBody(error, status) : undefined;
}

/** True if the server answered that it knows no such session: it has not looked at the request. */
export function isSessionUnknown(error: unknown): boolean {
  if (answerWithStatus(error) !== undefined) return false;
  const status = httpStatus(error);
  if (status === 404) return true;
  // Not what the specification prescribes, but what many servers answer, the SDK's examples among them.
  return status === 400 && /session|initiali[sz]e/i.test((error as Error).message);
}

/** True if the request got no answer because the network failed, which is what `fetch` throws it for. */
export function isNetworkFailure(error: unknown): boolean {
  return error instanceof TypeError;
}

/** Of a connection that did not come about, so that nothing was sent over it. */
const NEVER_CONNECTED: ReadonlySet<unknown> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** True if the request cannot have reached its server, for there was no connection to it. */
export function isNeverConnected(error: unknown): boolean {
  const { cause } = (isNetworkFailure(error) ? error : {}) as { cause?: unknown };
  const { code, errors } = (cause ?? {}) as { code?: unknown; errors?: unknown };
  // Where a name has several addresses, each failed for a reason of its own.
  if (Array.isArray(errors)) return errors.every((each) => NEVER_CONNECTED.has(each?.code));
  return NEVER_CONNECTED.has(code);
}
