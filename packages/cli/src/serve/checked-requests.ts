import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import {
  CallToolRequestSchema,
  ErrorCode,
  InitializeRequestSchema,
  isJSONRPCRequest,
  type JSONRPCMessage,
  type JSONRPCRequest,
  ListToolsRequestSchema,
  PingRequestSchema,
} from "@modelcontextprotocol/sdk/types.js";
import { isObject } from "../config/is-object.js";
import { problemInWords } from "../config/problem-in-words.js";

/** What serve answers. */
const SCHEMAS = {
  initialize: InitializeRequestSchema,
  ping: PingRequestSchema,
  "tools/list": ListToolsRequestSchema,
  "tools/call": CallToolRequestSchema,
};

/**
 * Has a connected transport refuse requests whose params do not fit. The SDK calls them an internal error, in the
 * words of its schemas.
 */
export function checkRequests(transport: Transport): void {
  const { onmessage } = transport;
  transport.onmessage = (message, extra) => {
    const problem = paramsProblem(message);
    if (problem === undefined || !isJSONRPCRequest(message)) {
      onmessage?.(withoutTask(message), extra);
      return;
    }
    const error = { code: ErrorCode.InvalidParams, message: problem };
    transport.send({ jsonrpc: "2.0", id: message.id, error }).catch(() => {});
  };
}

/** What is wrong with the params of a request, in words; `undefined` if nothing is, or it is no request. */
export function paramsProblem(message: unknown): string | undefined {
  if (!isJSONRPCRequest(message)) return undefined;
  const { method } = message;
  if (!Object.hasOwn(SCHEMAS, method)) return undefined;
  const { error } = SCHEMAS[method as keyof typeof SCHEMAS].safeParse(message);
  const [issue] = error?.issues ?? [];
  if (issue === undefined) return undefined;
  return `Invalid params: ${issue.path.join(".")} ${problemInWords(issue, valueAt(message, issue.path))}.`;
}

function valueAt(message: JSONRPCRequest, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (at as Readonly<Record<PropertyKey, unknown>> | undefined)?.[key],
    message,
  );
}

/** The protocol has servers without tasks answer as if none were asked for; the SDK would refuse. */
function withoutTask(message: JSONRPCMessage): JSONRPCMessage {
  if (!isJSONRPCRequest(message) || !isObject(message.params)) return message;
  const { task, ...params } = message.params;
  return task === undefined ? message : { ...message, params };
}
