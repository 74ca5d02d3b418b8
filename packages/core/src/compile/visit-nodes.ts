import type { Node, Program } from "acorn";

/** Visits every node of a program. Walks without recursion: nesting is the model's choice, and our stack is not. */
export function visitNodes(program: Program, visit: (node: Node) => void): void {
  const queue: Node[] = [program];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    visit(node);
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
