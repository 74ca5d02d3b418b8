import { UnauthorizedError } from "@modelcontextprotocol/sdk/client/auth.js";
import { McpError, ErrorCode as McpErrorCode } from "@modelcontextprotocol/sdk/types.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { httpStatus } from "./http-failure.js";
import type { ServerConfig } from "./server-config.js";

/** What is known of a connection that did not come about. */
export interface FailedConnection {
  readonly name: string;
  readonly config: ServerConfig;
  readonly error: unknown;
  /** The error in words. */
  readonly reason: string;
  /** What the server's link knows of its end. */
  readonly diagnosis: string;
}

/** The error to throw for it: `SERVER_UNAVAILABLE`. */
export function connectFailure(failed: FailedConnection): ToolweaveError {
  const { name, error, diagnosis } = failed;
  const sentences = [
    `The server "${name}" could not be connected: ${reasonOf(failed)}.`,
    loginHint(failed),
    diagnosis,
  ];
  return new ToolweaveError("SERVER_UNAVAILABLE", sentences.filter(Boolean).join(" "), {
    cause: error,
    details: { server: name },
  });
}

function reasonOf({ config, error, reason }: FailedConnection): string {
  const closed = error instanceof McpError && error.code === McpErrorCode.ConnectionClosed;
  // A server's own error may have the same number, but not the SDK's words.
  const ended = "command" in config && closed && reason === "Connection closed";
  return ended ? "its process ended during the handshake" : reason.replace(/\.$/, "");
}

function loginHint({ config, error }: FailedConnection): string {
  const status = httpStatus(error);
  if (status === 403) return "It refuses access: check the headers or the account.";
  if (status !== 401 || isTold(error)) return "";
  return "authProvider" in config && config.authProvider !== undefined
    ? "It wants authorization, and the authProvider has no token that it accepts: log in, and try again."
    : "It wants authorization: give headers, or an authProvider for OAuth.";
}

/** An authProvider that sends nobody to log in says by its error what to do instead. */
function isTold(error: unknown): boolean {
  return error instanceof UnauthorizedError && error.message !== new UnauthorizedError().message;
}
