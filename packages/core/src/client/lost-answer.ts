import {
  type JSONRPCErrorResponse,
  McpError,
  ErrorCode as McpErrorCode,
  type RequestId,
} from "@modelcontextprotocol/sdk/types.js";

/** Tells an answer of our own making from a server's that has the same error code. */
const LOST = Symbol("lost");

/** The error by which a request is answered whose answer can no longer come. */
export function lostAnswer(id: RequestId): JSONRPCErrorResponse {
  const message = "the connection ended before the answer";
  return {
    jsonrpc: "2.0",
    id,
    error: { code: McpErrorCode.ConnectionClosed, message, data: LOST },
  };
}

export function isLostAnswer(error: unknown): boolean {
  return error instanceof McpError && error.data === LOST;
}
