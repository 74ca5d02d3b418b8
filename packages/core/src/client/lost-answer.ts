import {
  type JSONRPCErrorResponse,
  McpError,
  ErrorCode as McpErrorCode,
  type RequestId,
} from "@modelcontextprotocol/sdk/types.js";

/** Tells an answer of our own making from a server's that has the same error code. */
const LOST = Symbol("lost");
const LEFT_OUT = Symbol("left out");

/** The error by which a request is answered whose answer was lost with the connection that was to bring it. */
export function lostAnswer(id: RequestId): JSONRPCErrorResponse {
  return missing(id, "the connection ended before the answer", LOST);
}

/** The error by which a request is answered to which the server has sent all, but no answer. */
export function leftOutAnswer(id: RequestId, reason: string): JSONRPCErrorResponse {
  return missing(id, reason, LEFT_OUT);
}

function missing(id: RequestId, message: string, data: symbol): JSONRPCErrorResponse {
  return { jsonrpc: "2.0", id, error: { code: McpErrorCode.ConnectionClosed, message, data } };
}

export function isLostAnswer(error: unknown): boolean {
  return error instanceof McpError && error.data === LOST;
}

export function isLeftOutAnswer(error: unknown): boolean {
  return error instanceof McpError && error.data === LEFT_OUT;
}
