import type { JsonSchema } from "../contract/tool.js";
import { isRecord, listOf } from "./json-values.js";
import { kindsOf } from "./schema-kinds.js";
import { ANY_OBJECT, type TypeNode, UNKNOWN } from "./type-node.js";
import { unionOf } from "./union-of.js";

/**
 * A type with the properties that are required where nothing says of what, which is of all that stands
 * beside: `{ $ref, required }`, `allOf: [{ properties }, { required }]`, and likewise `anyOf` and `oneOf` of
 * which each branch requires some.
 */
export function withBareRequired(type: TypeNode, schema: JsonSchema, hint: string): TypeNode[] {
  if (!isObjectLike(type)) return [type];
  const types = [type];
  const names = [schema, ...listOf(schema["allOf"])].flatMap(bareRequired);
  if (names.length > 0) types.push(requiring(names, hint));
  for (const keyword of ["anyOf", "oneOf"]) {
    const branches = listOf(schema[keyword]).map(bareRequired);
    if (branches.length === 0 || branches.some(({ length }) => length === 0)) continue;
    types.push(unionOf(branches.map((branch) => requiring(branch, hint))));
  }
  return types;
}

function requiring(names: readonly string[], hint: string): TypeNode {
  const members = [...new Set(names)].map((name) => {
    return { name, type: UNKNOWN, optional: false, doc: undefined };
  });
  return { kind: "object", members, index: undefined, indexNote: undefined, more: 0, hint };
}

function bareRequired(schema: unknown): string[] {
  if (!isRecord(schema) || kindsOf(schema).length > 0) return [];
  return listOf(schema["required"]).filter((name) => typeof name === "string");
}

/** True for a type of objects, what a reference leads to included. */
export function isObjectLike(type: TypeNode): boolean {
  switch (type.kind) {
    case "object":
    case "reference":
      return true;
    case "plain":
      return type === ANY_OBJECT;
    case "union":
      return type.parts.every(isObjectLike);
    case "intersection":
      return type.parts.some(isObjectLike);
    default:
      return false;
  }
}
