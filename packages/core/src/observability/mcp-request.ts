import type { ServerMethod } from "../contract/server-method.js";
import { ATTRIBUTE } from "./span-attributes.js";

/** What a nested call asks of its server, in the words of the conventions. */
export interface McpRequest {
  readonly method: ServerMethod | "tools/call";
  /** The attribute that names what the request is for, if there is one. */
  readonly target?: string;
  /** What it is given, as far as the call is a correct one. */
  argumentsOf(args: readonly unknown[]): readonly unknown[];
}

const asGiven = (args: readonly unknown[]): readonly unknown[] => args;
/** Records have the arguments of these as one. */
const asOne = ([args]: readonly unknown[]): readonly unknown[] => (Array.isArray(args) ? args : []);

/** The guest's `server.$resources` and `server.$prompts`, by the names under which records have them. */
const MEMBERS: Readonly<Record<string, McpRequest>> = {
  "$resources.list": { method: "resources/list", argumentsOf: asOne },
  "$resources.templates": { method: "resources/templates/list", argumentsOf: asOne },
  "$resources.read": { method: "resources/read", target: ATTRIBUTE.resource, argumentsOf: asOne },
  "$prompts.list": { method: "prompts/list", argumentsOf: asOne },
  "$prompts.get": { method: "prompts/get", target: ATTRIBUTE.prompt, argumentsOf: asOne },
};

const TOOL_CALL: McpRequest = {
  method: "tools/call",
  target: ATTRIBUTE.tool,
  argumentsOf: asGiven,
};

/** The request that a call by this name makes. */
export function mcpRequest(tool: string): McpRequest {
  return Object.hasOwn(MEMBERS, tool) ? (MEMBERS[tool] ?? TOOL_CALL) : TOOL_CALL;
}
