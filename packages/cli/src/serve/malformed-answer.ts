import {
  ErrorCode,
  type JSONRPCErrorResponse,
  JSONRPCMessageSchema,
  type RequestId,
} from "@modelcontextprotocol/sdk/types.js";
import { isObject } from "../config/is-object.js";

/** True for what a client sends as an answer, be it one or not. */
export function isAnswer(json: unknown): boolean {
  return isObject(json) && !("method" in json) && ("result" in json || "error" in json);
}

/** The id that a message has, if it can be one. */
export function idOf(json: unknown): RequestId | undefined {
  if (!isObject(json)) return undefined;
  const { id } = json;
  return typeof id === "string" || Number.isSafeInteger(id) ? (id as RequestId) : undefined;
}

/**
 * What stands for an answer that is not JSON-RPC; `undefined` for one that is, and for all else. What it is to would
 * be waited for in vain, and fails.
 */
export function failureFor(json: unknown): JSONRPCErrorResponse | undefined {
  const id = idOf(json);
  if (id === undefined || !isAnswer(json)) return undefined;
  if (JSONRPCMessageSchema.safeParse(json).success) return undefined;
  const error = { code: ErrorCode.InvalidRequest, message: "the answer is not JSON-RPC 2.0" };
  return { jsonrpc: "2.0", id, error };
}
