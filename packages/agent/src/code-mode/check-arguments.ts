import type { ConnectorTool } from "@toolweave/core";
import { nearestNames, ToolweaveError } from "@toolweave/core/node";
import { describeValue } from "../options/describe-value.js";

/** What the schemas of the two tools say of an argument. */
interface Argument {
  readonly type: "string" | "number" | "integer";
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
}

/**
 * Checks what a model has sent to one of the two tools. A `null` counts as left out: some models send it
 * for whatever they do not need.
 *
 * @throws ToolweaveError `TOOL_ARGUMENTS_INVALID`, naming the argument and what it takes.
 */
export function checkArguments(tool: ConnectorTool, given: unknown): Record<string, unknown> {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw invalid(`${tool.name} takes named arguments, not ${describeValue(given)}`);
  }
  const { properties, required = [] } = tool.inputSchema as {
    properties: Readonly<Record<string, Argument>>;
    required?: readonly string[];
  };
  const args = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
  const unknown = Object.keys(args).find((name) => !Object.hasOwn(properties, name));
  if (unknown !== undefined) throw unknownArgument(tool.name, unknown, Object.keys(properties));
  for (const [name, argument] of Object.entries(properties)) {
    const value = args[name];
    if (value === undefined ? !required.includes(name) : fits(value, argument)) continue;
    throw invalid(`${name} must be ${wanted(argument)}, not ${describeValue(value)}`);
  }
  return args;
}

/**
 * The one limit that the schemas do not tell.
 *
 * @throws ToolweaveError `TOOL_ARGUMENTS_INVALID`.
 */
export function checkTimeout(timeout: number | undefined): void {
  if (timeout === undefined || timeout > 0) return;
  throw invalid(`timeout must be a number of milliseconds above 0, not ${timeout}`);
}

function fits(value: unknown, { type, enum: values, minimum }: Argument): boolean {
  if (type === "string") return typeof value === "string" && (values?.includes(value) ?? true);
  if (typeof value !== "number" || value < (minimum ?? Number.NEGATIVE_INFINITY)) return false;
  return type === "number" || Number.isInteger(value);
}

function wanted({ type, enum: values, minimum }: Argument): string {
  if (values !== undefined) return `one of ${values.join(", ")}`;
  if (type !== "integer") return `a ${type}`;
  return minimum === undefined ? "a whole number" : `a whole number of at least ${minimum}`;
}

function unknownArgument(tool: string, name: string, known: readonly string[]): ToolweaveError {
  const [nearest] = nearestNames(name, known, 1);
  const advice = nearest === undefined ? "." : `: did you mean ${nearest}?`;
  const problem = `${tool} has no argument ${name}${advice} It takes ${known.join(", ")}`;
  return invalid(problem);
}

function invalid(problem: string): ToolweaveError {
  return new ToolweaveError("TOOL_ARGUMENTS_INVALID", `${problem}.`);
}
