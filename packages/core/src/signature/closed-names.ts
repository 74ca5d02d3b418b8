import { intersectionOf } from "./intersection-of.js";
import { isRecord } from "./json-values.js";
import { NEVER, type ObjectType, type TypeNode, UNKNOWN } from "./type-node.js";
import { unionOf } from "./union-of.js";

/** Names of properties, besides which there may be none. */
export type ClosedNames = ReadonlySet<string>;

/** True for a schema that names properties which are not among these. */
export function namesOthers(schema: unknown, names: ClosedNames): boolean {
  if (!isRecord(schema) || !isRecord(schema["properties"])) return false;
  return Object.keys(schema["properties"]).some((name) => !names.has(name));
}

/** What of a type is left where no other names may be: nothing, if it needs one. */
export function withinNames(type: TypeNode, names: ClosedNames): TypeNode {
  switch (type.kind) {
    case "union":
      return unionOf(type.parts.map((part) => withinNames(part, names)));
    case "intersection":
      return intersectionOf(type.parts.map((part) => withinNames(part, names)));
    case "object":
      return objectWithin(type, names);
    default:
      return type;
  }
}

function objectWithin(type: ObjectType, names: ClosedNames): TypeNode {
  const others = type.members.filter(({ name }) => !names.has(name));
  if (others.length === 0) return type;
  if (others.some(({ optional }) => !optional)) return NEVER;
  const members = type.members.filter(({ name }) => names.has(name));
  // Where there may be no name at all, that is what the type says.
  return members.length === 0 && names.size > 0 ? UNKNOWN : { ...type, members };
}
