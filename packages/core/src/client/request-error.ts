import { McpError, ErrorCode as McpErrorCode } from "@modelcontextprotocol/sdk/types.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { concealedReason } from "./conceal.js";
import { isUnreadable } from "./failure-reason.js";
import {
  answerWithStatus,
  httpStatus,
  isNetworkFailure,
  isNeverConnected,
  isSessionUnknown,
} from "./http-failure.js";
import { isLeftOutAnswer, isLostAnswer } from "./lost-answer.js";
import { MessageTooLarge } from "./message-size.js";
import { askedPauseOf } from "./retry-after.js";
import type { ServerLink } from "./server-link.js";

/** What is known of a request that failed. */
export interface FailedRequest {
  readonly server: string;
  /** The tool's name, or the MCP method. */
  readonly what: string;
  /** When it was made, by `performance.now()`. */
  readonly begun: number;
  /** How long the server had to answer or to tell of progress, and whether its configuration says so. */
  readonly limit: { readonly ms: number; readonly isConfigured: boolean };
  /** Whether its caller gave it up. */
  readonly cancelled: boolean;
  /** Whether the connection ended, and by whom. */
  readonly ended: "by us" | "by the server" | undefined;
  /** What the server's link knows of it. */
  readonly link: ServerLink;
  /** Why the request itself could not be sent. */
  readonly unsendable: string | undefined;
}

/** True if the error means that the connection itself is of no more use. */
export function isConnectionLost(error: unknown): boolean {
  return isLostAnswer(error) || isSessionUnknown(error) || isNetworkFailure(error);
}

/** The failure of a request as one of ours. */
export function requestError(error: unknown, request: FailedRequest): ToolweaveError {
  const { server, what, begun, limit, cancelled, ended, link, unsendable } = request;
  const reason = concealedReason(error, link.conceal);
  const options = { cause: error, details: { server, tool: what } };
  if (cancelled) {
    const message = `${what} on "${server}" was cancelled`;
    return new ToolweaveError("TOOL_CALL_CANCELLED", message, options);
  }
  if (ended === "by us") {
    const message = `The session with the server "${server}" was closed while ${what} was under way`;
    return new ToolweaveError("SESSION_CLOSED", message, options);
  }
  if (unsendable !== undefined) {
    const message = `${what} on "${server}" cannot be sent: ${unsendable}`;
    return new ToolweaveError("TOOL_ARGUMENTS_INVALID", message, options);
  }
  // The answer of one request may still come when the connection was lost to another.
  if (ended === "by the server" && !isAnswer(error)) {
    const message = `The server "${server}" is gone (${reason}). ${link.diagnose()}`.trim();
    return new ToolweaveError("SERVER_UNAVAILABLE", message, options);
  }
  if (isTimeout(error)) {
    const option = limit.isConfigured ? `mcpServers.${server}.requestTimeoutMs` : "timeoutMs";
    // What it wrote before, such as that it has started, was not to be the answer.
    const stray = link.strayOutput?.(begun);
    const hint = stray === undefined ? "" : `. ${stray}`;
    const message = `${what} on "${server}" did not answer within ${limit.ms} ms (${option})${hint}`;
    return new ToolweaveError("TOOL_TIMEOUT", message, options);
  }
  if (isNoAnswer(error)) {
    const message = `The server "${server}" did not answer ${what}: ${reason}`;
    return new ToolweaveError("SERVER_UNAVAILABLE", message, options);
  }
  if (httpStatus(error) !== undefined && answerWithStatus(error) === undefined) {
    const seconds = Math.ceil((askedPauseOf(error) ?? 0) / 1_000);
    const advice = seconds === 0 ? "" : `; it may be asked again in ${seconds} s`;
    const message = `The server "${server}" refused ${what} (${reason})${advice}`;
    return new ToolweaveError("SERVER_UNAVAILABLE", message, options);
  }
  return new ToolweaveError("TOOL_FAILED", reason, options);
}

/** True for an error that came from the server, or that stands for an answer that did not come in time. */
function isAnswer(error: unknown): boolean {
  if (isNoAnswer(error)) return true;
  if (error instanceof McpError) return error.code !== McpErrorCode.ConnectionClosed;
  return httpStatus(error) !== undefined && !isSessionUnknown(error);
}

/** True if the server sent something in the place of an answer. */
function isNoAnswer(error: unknown): boolean {
  return isLeftOutAnswer(error) || error instanceof MessageTooLarge || isUnreadable(error);
}

/** Servers give errors of their own the same number, to say something else. */
function isTimeout(error: unknown): boolean {
  if (!(error instanceof McpError) || error.code !== McpErrorCode.RequestTimeout) return false;
  return /time(d )?-?out/i.test(error.message);
}

/** The error of a session that is used after its end. */
export function sessionClosed(server: string): ToolweaveError {
  const message = `The session with the server "${server}" is closed`;
  return new ToolweaveError("SESSION_CLOSED", message, { details: { server } });
}

/** True if a request failed before the server had looked at it, so that it can be made again. */
export function neverBegan(error: unknown): boolean {
  if (!ToolweaveError.isInstance(error)) return false;
  if (error.code === "SESSION_CLOSED") return error.cause === undefined;
  return error.code === "SERVER_UNAVAILABLE" && isSessionUnknown(error.cause);
}

/** True if a request failed and cannot have taken effect: its server was not there, or did not look at it. */
export function neverArrived(error: unknown): boolean {
  return neverBegan(error) || (ToolweaveError.isInstance(error) && isNeverConnected(error.cause));
}
