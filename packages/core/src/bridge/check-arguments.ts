import { callExpression } from "../catalog/call-expression.js";
import type { ToolCatalog } from "../catalog/tool-catalog.js";
import { toolSignature } from "../signature/tool-signature.js";
import type { CheckedCall } from "./check-call.js";
import { ToolCallError } from "./tool-call-error.js";
import { loadValidation, type Validation } from "./validation/load-validation.js";

/** Of larger arguments only the first mistake is told. */
const MAX_EXPLAINED_CHARACTERS = 20_000;

/**
 * Checks arguments against the tool's input schema, before anything is sent. Nothing is coerced. Resolves later
 * only if the check has to be loaded.
 *
 * @throws ToolCallError `TOOL_ARGUMENTS_INVALID` with each path, what is wanted there, what was given,
 *   and the signature.
 */
export function checkArguments(
  server: string,
  call: CheckedCall,
  catalog: ToolCatalog,
): Promise<void> | undefined {
  const validation = loadValidation();
  // Not `instanceof`: a host may have put a Promise of its own in the place of the one that `import()` gives.
  if (!("then" in validation)) return check(validation, server, call, catalog);
  return validation.then((loaded) => check(loaded, server, call, catalog));
}

function check(
  { firstProblem, allProblems, explainProblems }: Validation,
  server: string,
  { tool, args }: CheckedCall,
  catalog: ToolCatalog,
): undefined {
  const { inputSchema } = tool;
  const first = firstProblem(inputSchema, args);
  if (first.length === 0) return;
  const isSmall = JSON.stringify(args).length <= MAX_EXPLAINED_CHARACTERS;
  const all = isSmall ? allProblems(inputSchema, args) : [];
  const namespace = catalog.namespaceOf(server);
  const signature = toolSignature(tool, namespace, "error").replaceAll("\n", "\n  ");
  const message =
    `${callExpression(namespace, tool.identifier)}: ${explainProblems(all.length > 0 ? all : first, "args")}. ` +
    `Call it as\n  ${signature}`;
  const target = { server, tool: tool.name };
  throw new ToolCallError("ToolArgumentsError", "TOOL_ARGUMENTS_INVALID", message, target);
}
