import type { JsonSchema } from "../contract/tool.js";
import { listOf } from "./json-values.js";
import { BOOLEAN, NULL, NUMBER, type PlainType, STRING, UNKNOWN } from "./type-node.js";

/** `object` and `array` are read further; every other kind is a type already. */
export type SchemaKind = "object" | "array" | PlainType;

/** The types of JSON Schema, and what servers write in their place: Python's, OpenAPI's, TypeScript's. */
const KINDS: Readonly<Record<string, SchemaKind>> = {
  object: "object",
  dict: "object",
  map: "object",
  array: "array",
  list: "array",
  string: STRING,
  str: STRING,
  text: STRING,
  number: NUMBER,
  integer: NUMBER,
  int: NUMBER,
  float: NUMBER,
  double: NUMBER,
  boolean: BOOLEAN,
  bool: BOOLEAN,
  null: NULL,
  none: NULL,
};

const OF_OBJECTS = ["properties", "additionalProperties", "patternProperties", "propertyNames"];
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

function kindOf(type: unknown): SchemaKind {
  if (typeof type !== "string") return UNKNOWN;
  const name = type.toLowerCase();
  return (Object.hasOwn(KINDS, name) ? KINDS[name] : undefined) ?? UNKNOWN;
}

function isSchemaLike(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
