import { type ArrayType, type TupleType, type TypeNode, UNKNOWN } from "./type-node.js";

/** The type of what is of all of some types. */
type AllOf = (types: readonly TypeNode[]) => TypeNode;

/**
 * A tuple with what stands beside it in an intersection as one: TypeScript takes tuples of different lengths for
 * contradictions, while a schema says something of the first items and leaves the others open.
 */
export function mergeLists(parts: readonly TypeNode[], allOf: AllOf): TypeNode[] {
  const lists = parts.filter(isList);
  if (lists.length < 2 || !lists.some(({ kind }) => kind === "tuple")) return [...parts];
  const [first, ...others] = lists.map(asTuple) as [TupleType, ...TupleType[]];
  const merged = others.reduce<TupleType>((a, b) => mergeTuples(a, b, allOf), first);
  // In the place of the first of them.
  const place = parts.findIndex(isList);
  return parts.flatMap<TypeNode>((part, at) => {
    if (at === place) return [merged];
    return isList(part) ? [] : [part];
  });
}

function isList(part: TypeNode): part is ArrayType | TupleType {
  return part.kind === "array" || part.kind === "tuple";
}

function asTuple(list: ArrayType | TupleType): TupleType {
  if (list.kind === "tuple") return list;
  // Of an array that says nothing of its items no further ones are meant.
  return {
    kind: "tuple",
    items: [],
    required: 0,
    rest: list.item === UNKNOWN ? undefined : list.item,
  };
}

function mergeTuples(a: TupleType, b: TupleType, allOf: AllOf): TupleType {
  const isClosed = a.isClosed === true || b.isClosed === true;
  const length = Math.min(
    Math.max(a.items.length, b.items.length),
    ...[a, b].map((tuple) => (tuple.isClosed ? tuple.items.length : Number.POSITIVE_INFINITY)),
  );
  const items: TypeNode[] = [];
  for (let at = 0; at < length; at++) {
    items.push(allOf([a, b].map((tuple) => tuple.items[at] ?? tuple.rest ?? UNKNOWN)));
  }
  const rests = [a.rest, b.rest].filter((rest) => rest !== undefined);
  return {
    kind: "tuple",
    items,
    required: Math.min(length, Math.max(a.required, b.required)),
    rest: isClosed || rests.length === 0 ? undefined : allOf(rests),
    isClosed,
  };
}
