import { OAuthError, ServerError } from "@modelcontextprotocol/sdk/server/auth/errors.js";
import { describeError } from "@toolweave/core/node";
import { z } from "zod";
import { LONGEST_REQUEST_MS } from "./login-requests.js";

const BY_HEADERS = "give what it wants by headers";

/** How the SDK words an answer that OAuth does not know, with the whole of it behind. */
const NOT_OAUTH = /^(HTTP \d+): Invalid OAuth error response/;
/** How it words that a client would have to be registered by hand. */
const NO_REGISTRATION = /does not support dynamic client registration/;

/**
 * Why a login failed, as the end of a sentence.
 *
 * @param address who was asked last.
 */
export function loginFailure(error: unknown, address: string): string {
  if (error instanceof DOMException && error.name === "TimeoutError") {
    return `the server did not answer within ${LONGEST_REQUEST_MS / 1_000} seconds, at ${address}`;
  }
  const text = describeError(error);
  const [, status] = NOT_OAUTH.exec(text) ?? [];
  if (status !== undefined) {
    return `the server answered with ${status}, and not as OAuth has it, at ${address}. If it offers no OAuth, ${BY_HEADERS}.`;
  }
  if (error instanceof OAuthError) {
    return `the server refused (${wordsOf(error)}), at ${address}`;
  }
  if (error instanceof z.core.$ZodError)
    return `the server answered with ${unfit(error)}, at ${address}`;
  if (error instanceof SyntaxError)
    return `the server answered with what is no JSON (${text}), at ${address}`;
  if (NO_REGISTRATION.test(text)) {
    return `the server of authorization registers no clients by itself. If the server takes tokens that are made by hand, ${BY_HEADERS}.`;
  }
  return error instanceof TypeError ? `${rootMessage(error)}, at ${address}` : text;
}

/** The SDK takes every code that it does not know for this one. */
function wordsOf({ errorCode, message }: OAuthError): string {
  if (message === "") return errorCode;
  return errorCode === ServerError.errorCode ? message : `${errorCode}: ${message}`;
}

function unfit({ issues: [issue] }: z.core.$ZodError): string {
  const where = issue === undefined ? "" : ` (${issue.path.join(".")}: ${issue.message})`;
  return `what OAuth does not have${where}`;
}

/** `fetch` says no more than that it failed, and keeps the reason as its cause, which may be several. */
function rootMessage(error: unknown): string {
  const { cause } = error as { readonly cause?: unknown };
  const root = error instanceof TypeError && cause !== undefined ? cause : error;
  const [first] = root instanceof AggregateError ? root.errors : [];
  return root === error
    ? describeError(error)
    : `${describeError(error)} (${describeError(first ?? root)})`;
}
