import { JSONRPCErrorResponseSchema } from "@modelcontextprotocol/sdk/types.js";

/** Codes that servers have for requests that they do not look at: those of no session that they know are among them. */
const INVALID_REQUEST = -32_600;
const SERVER_ERRORS: readonly number[] = [-32_000, -32_001];

/** What the SDK's transports write before the body of an answer. */
const BODY = /Error POSTing to endpoint(?: \(HTTP \d{3}\))?: ?(\{.*)/s;

/**
 * The words of an answer to the request itself that came with the status of a failure, 400 or 404: some servers
 * give their errors one that resembles them. `undefined` where the error is none, or may be about the session.
 */
export function answerInBody(error: unknown, status: number): string | undefined {
  const text = error instanceof Error ? BODY.exec(error.message)?.[1] : undefined;
  if (text === undefined) return undefined;
  const { data } = JSONRPCErrorResponseSchema.safeParse(parsed(text));
  if (data?.id === undefined) return undefined;
  const { code, message } = data.error;
  if (code === INVALID_REQUEST || SERVER_ERRORS.includes(code)) return undefined;
  // The protocol has 404 for sessions alone: whoever speaks of one there means it.
  return status === 404 && /session/i.test(message) ? undefined : message;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
