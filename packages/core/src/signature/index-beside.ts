import { typeOfMember } from "./inherited-names.js";
import { type Member, type TypeNode, UNKNOWN } from "./type-node.js";
import { unionOf } from "./union-of.js";

/** With more kinds of members than this, a union of them all would tell nothing. */
const MAX_KINDS = 3;

/**
 * The type of an index signature beside members: it must hold for every member, the optional ones
 * included, or it does not compile.
 */
export function indexBeside(members: readonly Member[], index: TypeNode): TypeNode {
  if (members.length === 0 || index === UNKNOWN) return index;
  const types = new Set(members.map(typeOfMember));
  if (types.size > MAX_KINDS) return UNKNOWN;
  const missing: TypeNode[] = members.some(({ optional }) => optional)
    ? [{ kind: "plain", text: "undefined" }]
    : [];
  return unionOf([index, ...types, ...missing]);
}
