import type { JsonSchema } from "../contract/tool.js";
import { isRecord } from "./json-values.js";
import { otherProperties } from "./others-of.js";

/** A schema, completed from the one it merely points to. */
export type SchemaDoc = JsonSchema;

/** What documents a property. */
export interface PropertyDoc {
  readonly own: SchemaDoc;
  /** Documents each item of an array, or each value of an object whose names are free. */
  readonly each: SchemaDoc | undefined;
}

type Resolve = (reference: unknown, from: JsonSchema) => unknown;

const BRANCHES = ["anyOf", "oneOf", "allOf"];

/** The words and facts about a property. */
export function documentationOf(schema: unknown, resolve: Resolve): PropertyDoc | undefined {
  const own = completed(schema, resolve);
  if (own === undefined) return undefined;
  const values = isRecord(own["properties"]) ? undefined : otherProperties(own);
  return { own, each: completed(own["items"] ?? values, resolve) };
}

/**
 * A schema that is only a reference, or only "this or null", takes over what the schema behind it says.
 */
function completed(schema: unknown, resolve: Resolve): SchemaDoc | undefined {
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
