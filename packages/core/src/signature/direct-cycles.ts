import { childrenOf, type Definition, type TypeNode, unknownBecause } from "./type-node.js";

/** How many definitions are followed from one; a longer chain of bare references is taken for a cycle. */
const MAX_FOLLOWED = 64;

/**
 * Makes definitions that consist of themselves `unknown`: `A = A | string` is no type, whereas
 * `A = { next: A }` is one.
 */
export function breakDirectCycles(definitions: readonly Definition[]): void {
  for (const definition of definitions) {
    if (containsItself(definition)) {
      definition.type = unknownBecause("a reference that leads back to itself");
    }
  }
}

function containsItself(definition: Definition): boolean {
  const followed = new Set<Definition>();
  const waiting: TypeNode[] = [definition.type];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === "union" || node.kind === "intersection") waiting.push(...childrenOf(node));
    if (node.kind !== "reference" || followed.has(node.to)) continue;
    if (node.to === definition || followed.size >= MAX_FOLLOWED) return true;
    followed.add(node.to);
    waiting.push(node.to.type);
  }
  return false;
}
