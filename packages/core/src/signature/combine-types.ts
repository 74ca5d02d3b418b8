import { mergeObjects } from "./merge-objects.js";
import {
  ANY_OBJECT,
  type Literal,
  type LiteralsType,
  NEVER,
  NULL,
  type TypeNode,
  UNKNOWN,
} from "./type-node.js";

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
  return combined("intersection", mergeObjects(kept), saying[0] as TypeNode);
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

function partsOf(kind: "union" | "intersection"): (part: TypeNode) => readonly TypeNode[] {
  return (part) => (part.kind === kind ? part.parts : [part]);
}

function combined(
  kind: "union" | "intersection",
  parts: readonly TypeNode[],
  none: TypeNode,
): TypeNode {
  if (parts.length > 1) return { kind, parts };
  return parts[0] ?? none;
}
