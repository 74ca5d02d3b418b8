import { type JSONRPCMessage, JSONRPCMessageSchema } from "@modelcontextprotocol/sdk/types.js";

const INTERNAL_ERROR = -32603;
/** What some platforms write before the first text of a stream, by themselves. */
const BYTE_ORDER_MARK = "\ufeff";

/** The messages that a text holds: one, those of a batch, or none if it is no MCP. */
export function readMessages(text: string): JSONRPCMessage[] {
  const json = parseJson(text);
  // A version of the protocol that is still spoken has batches.
  const parts: readonly unknown[] = Array.isArray(json) ? json : [json];
  return parts.flatMap((part) => {
    const { success, data } = JSONRPCMessageSchema.safeParse(part);
    if (success) return data;
    return isAnswer(part) ? malformedAnswer(part.id) : [];
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}

function isAnswer(json: unknown): json is { id: string | number } {
  if (typeof json !== "object" || json === null || "method" in json || !("id" in json))
    return false;
  return typeof json.id === "string" || typeof json.id === "number";
}

/** Whoever waits for the answer must hear of it, or would wait for the timeout. */
function malformedAnswer(id: string | number): JSONRPCMessage {
  const message = "the server's answer is not valid JSON-RPC";
  return { jsonrpc: "2.0", id, error: { code: INTERNAL_ERROR, message } };
}
