import {
  type JSONRPCMessage,
  JSONRPCMessageSchema,
  type RequestId,
} from "@modelcontextprotocol/sdk/types.js";
import { withoutNulls } from "./without-nulls.js";

const INTERNAL_ERROR = -32603;
/** What some platforms write before the first text of a stream, by themselves. */
const BYTE_ORDER_MARK = "\ufeff";

/**
 * The messages that a text holds: one, those of a batch, or none if it is no MCP.
 *
 * @param malformed gives what stands for an answer that is none. Whoever waits for it must hear of that, or would
 *   wait for the timeout.
 */
export function readMessages(
  text: string,
  malformed: (id: RequestId) => JSONRPCMessage[] = malformedAnswer,
): JSONRPCMessage[] {
  const json = parseJson(text);
  // A version of the protocol that is still spoken has batches.
  const parts: readonly unknown[] = Array.isArray(json) ? json : [json];
  return parts.flatMap((part) => {
    const message = readMessage(part);
    if (message !== undefined) return message;
    return isAnswer(part) ? malformed(part.id) : [];
  });
}

/** True for a text that is one message, as the SDK takes it. */
export function isMessage(text: string): boolean {
  try {
    return JSONRPCMessageSchema.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

function readMessage(json: unknown): JSONRPCMessage | undefined {
  const { success, data } = JSONRPCMessageSchema.safeParse(json);
  return success ? data : JSONRPCMessageSchema.safeParse(withoutNulls(json)).data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}

function isAnswer(json: unknown): json is { id: RequestId } {
  if (typeof json !== "object" || json === null || "method" in json || !("id" in json))
    return false;
  return typeof json.id === "string" || typeof json.id === "number";
}

function malformedAnswer(id: RequestId): JSONRPCMessage[] {
  const message = "the server's answer is not valid JSON-RPC";
  return [{ jsonrpc: "2.0", id, error: { code: INTERNAL_ERROR, message } }];
}
