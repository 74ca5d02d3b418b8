import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import {
  ErrorCode,
  isJSONRPCRequest,
  type JSONRPCMessage,
  type RequestId,
} from "@modelcontextprotocol/sdk/types.js";
import type { UnansweredRequests } from "./unanswered-requests.js";

/** What is said of a request whose id another has that is not answered yet. */
export function idInUse(id: RequestId): string {
  return `Invalid Request: there is an unanswered request with the id ${JSON.stringify(id)}.`;
}

/**
 * Has a connected transport refuse requests with the id of one that is not answered yet: nobody could tell whose
 * the answers are. The refusal has no id, for it would be taken for the answer to the other.
 */
export function refuseIdsInUse(transport: Transport, unanswered: UnansweredRequests): void {
  const { onmessage } = transport;
  transport.onmessage = (message, extra) => {
    if (!isJSONRPCRequest(message) || !unanswered.has(message.id)) {
      onmessage?.(message, extra);
      return;
    }
    const error = { code: ErrorCode.InvalidRequest, message: idInUse(message.id) };
    // The SDK's type has no null, which JSON-RPC has for this.
    const refusal = { jsonrpc: "2.0", id: null, error } as unknown as JSONRPCMessage;
    transport.send(refusal).catch(() => {});
  };
}
