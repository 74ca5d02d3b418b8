import type { Member, TypeNode } from "./type-node.js";
import { unionOf } from "./union-of.js";

/** What every object has, and TypeScript finds in one that lacks a property of that name. */
const INHERITED: ReadonlySet<string> = new Set(
  Object.getOwnPropertyNames(Object.prototype).filter((name) => !name.startsWith("__")),
);
const FUNCTION: TypeNode = { kind: "plain", text: "Function" };

/**
 * The type of a member as it is read from any object of its type: of one that is missing and called
 * `constructor` or `toString` it is a function, without which `{}` would be refused.
 */
export function typeOfMember({ name, type, optional }: Member): TypeNode {
  return optional && INHERITED.has(name) ? unionOf([type, FUNCTION]) : type;
}
