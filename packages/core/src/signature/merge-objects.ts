import { indexBeside } from "./index-beside.js";
import { type Member, type ObjectType, type TypeNode, UNKNOWN } from "./type-node.js";
import { unionOf } from "./union-of.js";

/** The type of what is of all of some types. */
type AllOf = (types: readonly TypeNode[]) => TypeNode;

/** Objects that stand beside each other in an intersection are one object with the members of all. */
export function mergeObjects(parts: readonly TypeNode[], allOf: AllOf): TypeNode[] {
  const objects = parts.filter(isMergeable);
  const others = parts.filter((part) => !isMergeable(part));
  if (others.length === 0) return [mergeAll(objects, allOf)];
  if (parts.length < 2) return [...parts];
  if (objects.length < 2) return parts.map(lettingBe);
  return [mergeAll(objects, allOf), ...others].map(lettingBe);
}

/** One whose index is for all names is not: what stands beside it has to be of its type as well. */
function isMergeable(part: TypeNode): part is ObjectType {
  return part.kind === "object" && (part.index === undefined || part.isIndexOfSome === true);
}

function mergeAll(objects: readonly ObjectType[], allOf: AllOf): ObjectType {
  const members = new Map<string, Member>();
  for (const member of objects.flatMap((object) => object.members)) {
    const known = members.get(member.name);
    members.set(member.name, known === undefined ? member : mergeMembers(known, member, allOf));
  }
  const first = objects[0] as ObjectType;
  if (objects.length === 1) return first;
  const all = [...members.values()];
  const indexed = objects.filter(({ index }) => index !== undefined);
  if (indexed.length === 0) return { ...first, members: all };
  const index = unionOf(indexed.map((object) => object.index as TypeNode));
  const notes = new Set(indexed.flatMap(({ indexNote }) => indexNote ?? []));
  return {
    ...first,
    members: all,
    index: indexBeside(all, index),
    indexNote: notes.size === 0 ? undefined : [...notes].join(", "),
    isIndexOfSome: true,
    more: Math.max(...objects.map(({ more }) => more)),
  };
}

function mergeMembers(a: Member, b: Member, allOf: AllOf): Member {
  const type = allOf([a.type, b.type]);
  return { name: a.name, type, optional: a.optional && b.optional, doc: a.doc ?? b.doc };
}

/** TypeScript holds every name to an index, those of the types beside it as well, whatever they are like. */
function lettingBe(part: TypeNode): TypeNode {
  if (part.kind === "union") return { ...part, parts: part.parts.map(lettingBe) };
  if (!isMergeable(part) || part.index === undefined) return part;
  return { ...part, index: UNKNOWN };
}
