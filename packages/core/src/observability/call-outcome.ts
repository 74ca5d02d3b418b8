import type { ToolCallRecord } from "../contract/execution.js";
import { OTHER_ERROR } from "./span-attributes.js";
import type { SpanFailure } from "./traced-span.js";

/** How a nested call ended: with JSON for the code, or with an error. */
export type CallOutcome = { readonly json: string } | { readonly error: unknown };

/** What the MCP conventions have for a result that is marked `isError`. */
const TOOL_ERROR = "tool_error";

/** How a nested call failed, in the words of the conventions. */
export interface CallFailure extends SpanFailure {
  /** The number of the server's JSON-RPC error, if it answered with one. */
  readonly rpcStatus?: string;
}

/** For a call whose status is not "ok". */
export function callFailure(
  { status, error_code, error }: Readonly<ToolCallRecord>,
  outcome: CallOutcome | undefined,
): CallFailure {
  const message = error ?? status;
  if (error_code !== "TOOL_FAILED") return { type: error_code ?? OTHER_ERROR, message };
  const thrown = outcome !== undefined && "error" in outcome ? outcome.error : undefined;
  if (isObject(thrown) && thrown["content"] !== undefined) return { type: TOOL_ERROR, message };
  const rpcStatus = rpcStatusOf(thrown);
  if (rpcStatus === undefined) return { type: error_code, message };
  return { type: rpcStatus, message, rpcStatus };
}

/** Our errors have a code in words; the number is that of an error which led to them. */
function rpcStatusOf(error: unknown): string | undefined {
  let each = error;
  for (let depth = 0; depth < 5 && isObject(each); depth++) {
    if (typeof each["code"] === "number") return String(each["code"]);
    each = each["cause"];
  }
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
