import type { JsonSchema } from "../contract/tool.js";
import { listOf } from "./json-values.js";
import { BOOLEAN, NULL, NUMBER, type PlainType, STRING, UNKNOWN } from "./type-node.js";
import { type StandardType, standardType } from "./type-words.js";

/** `object` and `array` are read further; every other kind is a type already. */
export type SchemaKind = "object" | "array" | PlainType;

const KINDS: Readonly<Record<StandardType, SchemaKind>> = {
  object: "object",
  array: "array",
  string: STRING,
  number: NUMBER,
  integer: NUMBER,
  boolean: BOOLEAN,
  null: NULL,
};

const OF_OBJECTS = [
  "properties",
  "additionalProperties",
  "patternProperties",
  "propertyNames",
  "unevaluatedProperties",
];
const OF_ARRAYS = ["items", "prefixItems"];

/** The kinds of value a schema allows; none where it says nothing about the kind. */
export function kindsOf(schema: JsonSchema): readonly SchemaKind[] {
  const { type } = schema;
  if (typeof type === "string") return [kindOf(type)];
  const types = listOf(type);
  if (types.length > 0) return [...new Set(types.map(kindOf))];
  if (OF_OBJECTS.some((keyword) => isSchemaLike(schema[keyword]))) return ["object"];
  if (OF_ARRAYS.some((keyword) => isSchemaLike(schema[keyword]))) return ["array"];
  return [];
}

function kindOf(word: unknown): SchemaKind {
  const type = standardType(word);
  return type === undefined ? UNKNOWN : KINDS[type];
}

function isSchemaLike(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
