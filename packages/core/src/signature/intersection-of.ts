import { mergeLists } from "./merge-lists.js";
import { mergeObjects } from "./merge-objects.js";
import { ANY_OBJECT, NEVER, type TypeNode, UNKNOWN } from "./type-node.js";
import { combined, partsOf } from "./union-of.js";

/** `A & B`, simplified: what says nothing is left out, and nothing is both of a type and of none. */
export function intersectionOf(parts: readonly TypeNode[]): TypeNode {
  if (parts.length === 1) return parts[0] as TypeNode;
  if (parts.includes(NEVER)) return NEVER;
  const saying = parts
    .flatMap(partsOf("intersection"))
    .filter((part) => !(part.kind === "plain" && part.text === "unknown"));
  if (saying.length === 0) return parts.find(hasNote) ?? UNKNOWN;
  const kept: TypeNode[] = [];
  for (const part of saying) {
    const others = saying.filter((other) => other !== part);
    if (!others.some((other) => implies(other, part)) && !kept.some((one) => isSame(one, part))) {
      kept.push(part);
    }
  }
  const listed = mergeLists(kept, intersectionOf);
  return combined("intersection", mergeObjects(listed, intersectionOf), saying[0] as TypeNode);
}

function hasNote(part: TypeNode): boolean {
  return part.kind === "plain" && part.note !== undefined;
}

/** True where a value of the one type is sure to be of the other, a plain one. */
function implies(type: TypeNode, plain: TypeNode): boolean {
  if (plain.kind !== "plain") return false;
  if (type.kind === "literals") return type.widened === plain.text;
  if (type.kind === "union") return type.parts.every((part) => implies(part, plain));
  if (plain.text !== ANY_OBJECT.text) return false;
  return type.kind === "object" || type.kind === "reference";
}

function isSame(a: TypeNode, b: TypeNode): boolean {
  return a.kind === "plain" && b.kind === "plain" && a.text === b.text;
}
