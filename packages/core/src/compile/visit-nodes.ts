import type { Node, Program } from "acorn";

/**
 * Visits every node of a program, parents before their children. Walks without recursion: nesting is the
 * model's choice, and our stack is not.
 */
export function visitNodes(
  program: Program,
  visit: (node: Node, isInFunction: boolean) => void,
): void {
  const queue: { node: Node; isInFunction: boolean }[] = [{ node: program, isInFunction: false }];
  for (let item = queue.pop(); item !== undefined; item = queue.pop()) {
    const { node } = item;
    visit(node, item.isInFunction);
    const isInFunction = item.isInFunction || /Function|^StaticBlock$/.test(node.type);
    for (const child of Object.values(node)) {
      for (const candidate of Array.isArray(child) ? child : [child]) {
        if (isNode(candidate)) queue.push({ node: candidate, isInFunction });
      }
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}
