import type { Node } from "acorn";

/**
 * Visits a node and all within it, but for what is within those of which `visit` gives false. Walks without
 * recursion: nesting is the model's choice, and our stack is not.
 */
export function visitNodes(root: Node, visit: (node: Node) => unknown): void {
  const queue: Node[] = [root];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (visit(node) === false) continue;
    for (const child of Object.values(node)) {
      for (const candidate of Array.isArray(child) ? child : [child]) {
        if (isNode(candidate)) queue.push(candidate);
      }
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}
