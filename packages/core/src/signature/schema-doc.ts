import type { JsonSchema } from "../contract/tool.js";
import { isRecord } from "./json-values.js";

/** What documents a property: its own schema, completed from the one it merely points to. */
export type SchemaDoc = JsonSchema;

const BRANCHES = ["anyOf", "oneOf", "allOf"];

/**
 * The words and facts about a property. A schema that is only a reference, or only "this or null", takes
 * over what the schema behind it says.
 */
export function documentationOf(
  schema: unknown,
  resolve: (reference: unknown, from: JsonSchema) => unknown,
): SchemaDoc | undefined {
  if (!isRecord(schema)) return undefined;
  const branch = onlyBranch(schema);
  const referring = schema["$ref"] === undefined ? (branch ?? schema) : schema;
  const behind = resolve(referring["$ref"], referring) ?? branch;
  return isRecord(behind) ? { ...behind, ...schema } : schema;
}

function onlyBranch(schema: JsonSchema): JsonSchema | undefined {
  for (const keyword of BRANCHES) {
    const branches = schema[keyword];
    if (!Array.isArray(branches) || branches.length > 2) continue;
    const meant = branches.filter((branch) => !isRecord(branch) || branch["type"] !== "null");
    if (meant.length === 1 && isRecord(meant[0])) return meant[0];
  }
  return undefined;
}
