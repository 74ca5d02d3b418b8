import {
  EMPTY_SHAPE,
  type FieldShape,
  type ObjectShape,
  type OutputShape,
  SHAPE_LIMITS,
} from "./output-shape.js";

/** The shape itself, or as much of its outer levels as is within the limit. */
export function fittingShape(shape: OutputShape): OutputShape {
  for (let depth: number = SHAPE_LIMITS.depth; depth > 0; depth--) {
    const fitting = depth === SHAPE_LIMITS.depth ? shape : truncated(shape, depth);
    if (sizeOf(fitting) <= SHAPE_LIMITS.nodes) return fitting;
  }
  return truncated(shape, 0);
}

/** The shapes a shape consists of, itself included. */
function sizeOf(shape: OutputShape): number {
  let size = 1;
  if (shape.items !== undefined) size += sizeOf(shape.items);
  if (shape.object?.values !== undefined) size += sizeOf(shape.object.values);
  for (const field of shape.object?.fields.values() ?? []) size += sizeOf(field.shape);
  return size;
}

function truncated(shape: OutputShape, depth: number): OutputShape {
  const { kinds, items, object } = shape;
  if (items === undefined && object === undefined) return shape;
  return {
    kinds,
    items: items && (depth > 0 ? truncated(items, depth - 1) : EMPTY_SHAPE),
    object: object && truncatedObject(object, depth),
  };
}

function truncatedObject(object: ObjectShape, depth: number): ObjectShape {
  const { seen, fields, values, hidesNames } = object;
  if (depth <= 0) return { seen, fields: new Map(), values: EMPTY_SHAPE };
  const kept = new Map<string, FieldShape>();
  for (const [name, field] of fields) {
    kept.set(name, { seen: field.seen, shape: truncated(field.shape, depth - 1) });
  }
  return { seen, fields: kept, values: values && truncated(values, depth - 1), hidesNames };
}
