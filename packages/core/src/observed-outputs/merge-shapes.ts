import { withoutDataKeys } from "./dictionaries.js";
import {
  EMPTY_SHAPE,
  type FieldShape,
  type ObjectShape,
  type OutputShape,
  PLAIN_KINDS,
} from "./output-shape.js";

/** The shape that both shapes' values have. */
export function mergeShapes(a: OutputShape, b: OutputShape): OutputShape {
  if (a === EMPTY_SHAPE || a === b) return b;
  if (b === EMPTY_SHAPE) return a;
  return {
    kinds: PLAIN_KINDS.filter((kind) => a.kinds.includes(kind) || b.kinds.includes(kind)),
    items: both(a.items, b.items, mergeShapes),
    object: both(a.object, b.object, mergeObjects),
  };
}

function mergeObjects(a: ObjectShape, b: ObjectShape): ObjectShape {
  const fields = new Map<string, FieldShape>(a.fields);
  for (const [name, field] of b.fields) {
    const known = fields.get(name);
    fields.set(name, known === undefined ? field : mergeFields(known, field));
  }
  return withoutDataKeys({
    seen: a.seen + b.seen,
    fields,
    values: both(a.values, b.values, mergeShapes),
    hidesNames: a.hidesNames || b.hidesNames,
  });
}

function mergeFields(a: FieldShape, b: FieldShape): FieldShape {
  return { shape: mergeShapes(a.shape, b.shape), seen: a.seen + b.seen };
}

function both<T>(a: T | undefined, b: T | undefined, merge: (a: T, b: T) => T): T | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return merge(a, b);
}
