import { type Literal, type LiteralsType, NEVER, NULL, type TypeNode } from "./type-node.js";

/** `A | B`, simplified: no repetitions, `null` last, nothing beside `unknown`. */
export function unionOf(parts: readonly TypeNode[]): TypeNode {
  if (parts.length === 1) return parts[0] as TypeNode;
  const seen = new Set<string>();
  const others: TypeNode[] = [];
  const literals: LiteralsType[] = [];
  let nullable = false;
  for (const part of parts.flatMap(partsOf("union"))) {
    if (part.kind === "literals") literals.push(part);
    else if (part.kind !== "plain") others.push(part);
    else if (part.text === "unknown") return part;
    else if (part.text === "null") nullable = true;
    else if (part.text !== "never" && !seen.has(part.text)) others.push(part);
    if (part.kind === "plain") seen.add(part.text);
  }
  const merged = literals.length === 0 ? [] : [mergeLiterals(literals)];
  return combined("union", [...merged, ...others, ...(nullable ? [NULL] : [])], NEVER);
}

/** Literals of one or more enumerations, each once. */
export function literalsOf(
  values: readonly Literal[],
  total: number,
  widened: readonly string[],
): LiteralsType {
  return { kind: "literals", values, total, widened: [...new Set(widened)].sort().join(" | ") };
}

function mergeLiterals(sets: readonly LiteralsType[]): LiteralsType {
  if (sets.length === 1) return sets[0] as LiteralsType;
  const byText = new Map<string, Literal>();
  for (const literal of sets.flatMap(({ values }) => values)) {
    if (!byText.has(literal.text)) byText.set(literal.text, literal);
  }
  const left = sets.reduce((sum, { values, total }) => sum + total - values.length, 0);
  const widened = sets.flatMap((set) => set.widened.split(" | "));
  return literalsOf([...byText.values()], byText.size + left, widened);
}

/** The parts of what is a union, or an intersection; anything else is one of its own. */
export function partsOf(kind: "union" | "intersection"): (part: TypeNode) => readonly TypeNode[] {
  return (part) => (part.kind === kind ? part.parts : [part]);
}

export function combined(
  kind: "union" | "intersection",
  parts: readonly TypeNode[],
  none: TypeNode,
): TypeNode {
  if (parts.length > 1) return { kind, parts };
  return parts[0] ?? none;
}
