import { callExpression } from "../catalog/call-expression.js";
import type { ToolCatalog } from "../catalog/tool-catalog.js";
import { toolSignature } from "../signature/tool-signature.js";
import type { CheckedCall } from "./check-call.js";
import { ToolCallError } from "./tool-call-error.js";

/**
 * Checks arguments against the tool's input schema, before anything is sent. Nothing is coerced.
 *
 * @throws ToolCallError `TOOL_ARGUMENTS_INVALID` with each path, what is wanted there, what was given,
 *   and the signature.
 */
export async function checkArguments(
  server: string,
  { tool, args }: CheckedCall,
  catalog: ToolCatalog,
): Promise<void> {
  // Loaded with the first call: a client that makes none need not pay for a schema compiler.
  const { schemaValidator } = await import("./validation/schema-validator.js");
  const errors = schemaValidator(tool.inputSchema)(args);
  if (errors.length === 0) return;
  const { explainProblems } = await import("./validation/explain-problems.js");
  const namespace = catalog.namespaceOf(server);
  const signature = toolSignature(tool, namespace, "error").replaceAll("\n", "\n  ");
  const message =
    `${callExpression(namespace, tool.identifier)}: ${explainProblems(errors)}. ` +
    `Call it as\n  ${signature}`;
  const target = { server, tool: tool.name };
  throw new ToolCallError("ToolArgumentsError", "TOOL_ARGUMENTS_INVALID", message, target);
}
