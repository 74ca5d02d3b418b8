import { StreamableHTTPError } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { McpError, ErrorCode as McpErrorCode } from "@modelcontextprotocol/sdk/types.js";
import { describeError } from "../errors/describe-error.js";
import { ToolweaveError } from "../errors/toolweave-error.js";

/** What is known of a request that failed. */
export interface FailedRequest {
  readonly server: string;
  /** The tool's name, or the MCP method. */
  readonly what: string;
  readonly signal: AbortSignal | undefined;
  /** What the server's link knows of its end. */
  readonly diagnosis: string;
}

/** True if the error means that the connection itself is gone. */
export function isLost(error: unknown): boolean {
  if (error instanceof McpError) return error.code === McpErrorCode.ConnectionClosed;
  if (error instanceof StreamableHTTPError) return error.code === 404 || error.code === 400;
  return error instanceof Error && /not connected|fetch failed/i.test(error.message);
}

/** The failure of a request as one of ours. */
export function requestError(error: unknown, request: FailedRequest): ToolweaveError {
  const { server, what, signal, diagnosis } = request;
  const details = { server, tool: what };
  if (signal?.aborted) {
    const message = `${what} on "${server}" was cancelled`;
    return new ToolweaveError("TOOL_CALL_CANCELLED", message, { cause: error, details });
  }
  if (error instanceof McpError && error.code === McpErrorCode.RequestTimeout) {
    const message = `${what} on "${server}" did not answer in time`;
    return new ToolweaveError("TOOL_TIMEOUT", message, { cause: error, details });
  }
  if (isLost(error)) {
    const message = `The server "${server}" is gone (${describeError(error)}). ${diagnosis}`.trim();
    return new ToolweaveError("SERVER_UNAVAILABLE", message, { cause: error, details });
  }
  const message = describeError(error).replace(/^MCP error -?\d+: /, "");
  return new ToolweaveError("TOOL_FAILED", message, { cause: error, details });
}
