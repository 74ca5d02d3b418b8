import type {
  PolicyAction,
  PolicyConditions,
  PolicyRule,
  ToolPolicy,
} from "../../contract/policy.js";
import type { JsonSchema, ToolAnnotations } from "../../contract/tool.js";
import { shown } from "../../errors/check-keys.js";
import { describeError } from "../../errors/describe-error.js";
import { ToolweaveError } from "../../errors/toolweave-error.js";
import { byName, byServer, byTool, type Naming, namingFor } from "./match-names.js";
import type { Condition, Judge, Verdict } from "./policy-call.js";

/** Makes a test of a schema. @throws Error for a schema that it cannot make one of. */
export type CompileSchema = (schema: JsonSchema) => (value: unknown) => boolean;

const ACTIONS: readonly unknown[] = ["allow", "ask", "deny"] satisfies PolicyAction[];
const CONDITIONS = ["server", "tool", "annotations", "args"] as const;
const HINTS = [
  "title",
  "readOnlyHint",
  "destructiveHint",
  "idempotentHint",
  "openWorldHint",
] as const;

/**
 * Makes a policy's rules into a function that judges calls.
 *
 * @throws ToolweaveError `CONFIG_INVALID`, naming the place.
 */
export function compilePolicy(policy: ToolPolicy, compileSchema: CompileSchema): Judge {
  const fallback: Verdict = { action: checkAction(policy.default ?? "allow", "policy.default") };
  const rules = (policy.rules ?? []).map((rule, i) =>
    compileRule(rule, `policy.rules[${i}]`, compileSchema),
  );
  return (call) => rules.find(({ matches }) => matches(call))?.verdict ?? fallback;
}

function compileRule(
  rule: PolicyRule,
  place: string,
  compileSchema: CompileSchema,
): { matches: Condition; verdict: Verdict } {
  const verdict = { action: checkAction(rule.action, `${place}.action`), reason: rule.reason };
  const { match } = rule;
  const naming = namingFor(verdict.action);
  if (typeof match === "string") {
    if (match !== "*" && !match.includes(".")) {
      const wanted = 'must be "server.tool", with * for any characters';
      throw invalid(`${place}.match`, `${wanted}, not "${match}"`);
    }
    return { matches: byName(match, naming), verdict };
  }
  if (typeof match !== "object" || match === null) {
    throw invalid(`${place}.match`, 'must be "server.tool" or conditions');
  }
  const conditions = compileConditions(match, naming, `${place}.match`, compileSchema);
  return { matches: (call) => conditions.every((holds) => holds(call)), verdict };
}

function compileConditions(
  match: PolicyConditions,
  naming: Naming,
  place: string,
  compileSchema: CompileSchema,
): Condition[] {
  for (const key of Object.keys(match)) {
    if (!CONDITIONS.includes(key as never)) {
      throw invalid(`${place}.${key}`, `is unknown; known: ${CONDITIONS.join(", ")}`);
    }
  }
  const { server, tool, annotations, args } = match;
  for (const [name, pattern] of Object.entries({ server, tool })) {
    if (pattern !== undefined && typeof pattern !== "string") {
      throw invalid(`${place}.${name}`, `must be a name, not ${shown(pattern)}`);
    }
  }
  for (const [name, value] of Object.entries({ annotations, args })) {
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    if (value !== undefined && !isObject) {
      throw invalid(`${place}.${name}`, `must be an object, not ${shown(value)}`);
    }
  }
  const conditions: Condition[] = [];
  if (server !== undefined) conditions.push(byServer(server, naming));
  if (tool !== undefined) conditions.push(byTool(tool, naming));
  if (annotations !== undefined) conditions.push(byHints(annotations, `${place}.annotations`));
  if (args !== undefined) {
    try {
      const fits = compileSchema(args);
      conditions.push((call) => fits(call.args));
    } catch (error) {
      throw invalid(
        `${place}.args`,
        `is no JSON Schema that can be checked: ${describeError(error)}`,
      );
    }
  }
  if (conditions.length === 0) throw invalid(place, `needs one of ${CONDITIONS.join(", ")}`);
  return conditions;
}

function byHints(wanted: ToolAnnotations, place: string): Condition {
  for (const hint of Object.keys(wanted)) {
    if (!HINTS.includes(hint as never)) {
      throw invalid(`${place}.${hint}`, `is unknown; known: ${HINTS.join(", ")}`);
    }
  }
  const hints = Object.entries(wanted) as [keyof ToolAnnotations, unknown][];
  return ({ tool }) => hints.every(([hint, value]) => tool.annotations?.[hint] === value);
}

function checkAction(action: unknown, place: string): PolicyAction {
  if (ACTIONS.includes(action)) return action as PolicyAction;
  throw invalid(place, `must be "allow", "ask" or "deny", not ${JSON.stringify(action)}`);
}

function invalid(place: string, problem: string): ToolweaveError {
  const path = `codeMode.${place}`;
  return new ToolweaveError("CONFIG_INVALID", `${path} ${problem}`, { details: { place: path } });
}
