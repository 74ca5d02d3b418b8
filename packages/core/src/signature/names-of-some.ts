import type { JsonSchema } from "../contract/tool.js";
import { isRecord } from "./json-values.js";
import { otherProperties } from "./others-of.js";
import { kindsOf } from "./schema-kinds.js";

/** Keywords by which something stands beside a reference that has a say on properties. */
const BESIDE = ["required", "allOf", "anyOf", "oneOf", "if", "dependentSchemas"];

/**
 * True for a schema that says what properties are like whose names match a pattern, and nothing of others: as a
 * type it holds every name to that, those of the types beside it as well.
 */
export function isOfSomeNames(schema: unknown): boolean {
  if (!isRecord(schema) || otherProperties(schema) !== undefined) return false;
  const { patternProperties } = schema;
  return isRecord(patternProperties) && Object.keys(patternProperties).length > 0;
}

/** True where a schema that refers to another one may name properties beside it. */
export function hasNamesBeside(schema: JsonSchema): boolean {
  return kindsOf(schema).includes("object") || BESIDE.some((keyword) => keyword in schema);
}

/** References in a chain that are followed. */
const MAX_CHAIN = 32;

/** What a schema leads to that is nothing but a reference; itself, if it is more. */
export function behindReferences(
  schema: unknown,
  targetOf: (schema: JsonSchema) => unknown,
): unknown {
  let behind = schema;
  for (let left = MAX_CHAIN; left > 0 && isRecord(behind); left--) {
    if (behind["$ref"] === undefined || Object.keys(behind).length > 1) break;
    behind = targetOf(behind);
  }
  return behind;
}
