import { callExpression } from "../catalog/call-expression.js";
import type { MCPSession } from "../client/mcp-session.js";
import type { SupervisedCall } from "../contract/call-supervisor.js";
import type { ServerRequest, ToolInfo } from "../contract/executor-host.js";
import type { ServerMethod } from "../contract/server-method.js";
import type { CallToolOptions } from "../contract/tool.js";
import type { CheckedCall } from "./check-call.js";
import { ToolCallError } from "./tool-call-error.js";

/** Asks a session for what is wanted. */
export type AskSession = (session: MCPSession, options: CallToolOptions) => Promise<unknown>;

/** A request for resources or prompts that may be sent. Policies and records see it as a call. */
export interface CheckedRequest extends CheckedCall {
  readonly ask: AskSession;
}

interface Member {
  /** The name under which it stands in a namespace, and in records. */
  readonly name: string;
  readonly takes: string;
  readonly description: string;
  /** Reads the arguments; gives a text for those that are wrong. */
  read(args: readonly unknown[]): { args: Record<string, unknown>; ask: AskSession } | string;
}

const MEMBERS: Readonly<Record<ServerMethod, Member>> = {
  "resources/list": {
    name: "$resources.list",
    takes: "()",
    description: "Lists the server's resources",
    read: (args) =>
      noArguments(args) ?? { args: {}, ask: (session, options) => session.listResources(options) },
  },
  "resources/templates/list": {
    name: "$resources.templates",
    takes: "()",
    description: "Lists the server's resource templates",
    read: (args) =>
      noArguments(args) ?? {
        args: {},
        ask: (session, options) => session.listResourceTemplates(options),
      },
  },
  "resources/read": {
    name: "$resources.read",
    takes: "(uri: string)",
    description: "Reads a resource of the server",
    read([uri, ...rest]) {
      if (typeof uri !== "string") return `the URI must be a string, and was ${kindOf(uri)}`;
      return (
        noArguments(rest, "the URI") ?? {
          args: { uri },
          ask: (session, options) => session.readResource(uri, options),
        }
      );
    },
  },
  "prompts/list": {
    name: "$prompts.list",
    takes: "()",
    description: "Lists the server's prompts",
    read: (args) =>
      noArguments(args) ?? { args: {}, ask: (session, options) => session.listPrompts(options) },
  },
  "prompts/get": {
    name: "$prompts.get",
    takes: "(name: string, args?: Record<string, string>)",
    description: "Gets a prompt of the server",
    read([name, given, ...rest]) {
      const args = given ?? {};
      if (typeof name !== "string") return `the name must be a string, and was ${kindOf(name)}`;
      if (typeof args !== "object" || Array.isArray(args)) {
        return `the arguments must be an object of named strings, and were ${kindOf(args)}`;
      }
      const wrong = Object.entries(args).find(([, value]) => typeof value !== "string");
      if (wrong !== undefined) {
        const [key, value] = wrong;
        return `args.${key} must be a string, as every argument of a prompt, and was ${kindOf(value)}`;
      }
      const texts = args as Record<string, string>;
      return (
        noArguments(rest, "the name and the arguments") ?? {
          args: { name, arguments: texts },
          ask: (session, options) => session.getPrompt(name, texts, options),
        }
      );
    },
  },
};

/** The request as a call, for its record. */
export function asCall({ id, server, method, args }: ServerRequest): SupervisedCall {
  const { name } = MEMBERS[method];
  const isOf = (tool: string): boolean => tool === name;
  return { id, server, tool: name, args: args.length === 0 ? [] : [args], isOf };
}

/**
 * Checks the arguments of a request.
 *
 * @throws ToolCallError `TOOL_ARGUMENTS_INVALID`, saying what would be right.
 */
export function checkRequest(request: ServerRequest, namespace: string): CheckedRequest {
  const { server, method, args } = request;
  const { name, takes, description, read } = MEMBERS[method];
  const checked = read(args);
  if (typeof checked !== "string") return { tool: toolOf(name, description), ...checked };
  const expression = callExpression(namespace, name);
  const message = `${expression}: ${checked}. Call it as ${expression}${takes}`;
  const target = { server, tool: name };
  throw new ToolCallError("ToolArgumentsError", "TOOL_ARGUMENTS_INVALID", message, target);
}

/** Nothing is said of what it does, as servers do not: rules on annotations leave it alone. */
function toolOf(name: string, description: string): ToolInfo {
  return { name, identifier: name, description, inputSchema: { type: "object" } };
}

function noArguments(args: readonly unknown[], but?: string): string | undefined {
  if (args.length === 0) return undefined;
  return `it takes ${but === undefined ? "no arguments" : `${but}, and nothing else`}`;
}

function kindOf(value: unknown): string {
  if (value === undefined) return "not given";
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `the ${typeof value} ${String(value)}`;
}
