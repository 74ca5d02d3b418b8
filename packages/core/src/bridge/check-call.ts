import { callExpression } from "../catalog/call-expression.js";
import type { ToolCatalog } from "../catalog/tool-catalog.js";
import type { ToolCallRequest, ToolInfo } from "../contract/executor-host.js";
import { nearestNames } from "../errors/nearest-names.js";
import { toolSignature } from "../signature/tool-signature.js";
import { ToolCallError } from "./tool-call-error.js";

/** Tools of a server that are named where none of them is near. */
const MOST_NAMED = 5;

/** A call that may be sent. */
export interface CheckedCall {
  readonly tool: ToolInfo;
  readonly args: Record<string, unknown>;
}

/**
 * Finds the tool a call means and checks the form of its arguments.
 *
 * @throws ToolCallError `TOOL_UNKNOWN` or `TOOL_ARGUMENTS_INVALID`, saying what would be right.
 */
export function checkCall(request: ToolCallRequest, catalog: ToolCatalog): CheckedCall {
  const tool = catalog.find(request.server, request.tool);
  if (tool === undefined) throw unknownTool(request, catalog);
  const [args = {}] = request.args;
  if (request.args.length > 1 || typeof args !== "object" || args === null || Array.isArray(args)) {
    throw wrongArguments(request, tool, catalog);
  }
  return { tool, args: args as Record<string, unknown> };
}

function unknownTool({ server, tool }: ToolCallRequest, catalog: ToolCatalog): ToolCallError {
  const namespace = catalog.namespaceOf(server);
  const tools = catalog.namespaces().find(({ serverName }) => serverName === server)?.tools ?? [];
  const names = tools.map(({ identifier }) => identifier);
  const nearest = nearestNames(tool, names);
  const signatures = nearest.map((identifier) => {
    const found = catalog.find(server, identifier);
    return found === undefined ? "" : indented(toolSignature(found, namespace, "error"));
  });
  const advice =
    signatures.length > 0
      ? `Did you mean${signatures.join("\n  or")}`
      : `${namespace} has ${toolsInWords(names)}.`;
  const message = `${callExpression(namespace, tool)} does not exist. ${advice}`;
  return new ToolCallError("UnknownToolError", "TOOL_UNKNOWN", message, { server, tool });
}

function toolsInWords(names: readonly string[]): string {
  if (names.length === 0) return "no tools";
  return names.length > MOST_NAMED
    ? `${names.length} tools: search_tools(query) finds them`
    : names.join(", ");
}

function wrongArguments(
  { server, args }: ToolCallRequest,
  tool: ToolInfo,
  catalog: ToolCatalog,
): ToolCallError {
  const namespace = catalog.namespaceOf(server);
  const expression = callExpression(namespace, tool.identifier);
  const given = args.length > 1 ? `${args.length} arguments` : kindOf(args[0]);
  const message =
    `${expression} takes one object of named arguments and was given ${given}. ` +
    `Call it as${indented(toolSignature(tool, namespace, "error"))}`;
  const target = { server, tool: tool.name };
  return new ToolCallError("ToolArgumentsError", "TOOL_ARGUMENTS_INVALID", message, target);
}

function indented(text: string): string {
  return `\n${text}`.replaceAll("\n", "\n  ");
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : `a ${typeof value}`;
}
