import { isDataKey } from "./data-keys.js";
import { withoutDataKeys } from "./dictionaries.js";
import { mergeShapes } from "./merge-shapes.js";
import {
  EMPTY_SHAPE,
  type FieldShape,
  type ObjectShape,
  type OutputShape,
  PLAIN_KINDS,
  SHAPE_LIMITS,
} from "./output-shape.js";

/**
 * The shape of one value as JSON has it. Looks at a bounded part of it, however large it is: a server in this
 * process may answer with what is no JSON yet, such as dates and objects with methods.
 */
export function describeValue(value: unknown): OutputShape {
  return describe(value, 0, { left: SHAPE_LIMITS.visits });
}

interface Visits {
  left: number;
}

function describe(given: unknown, depth: number, visits: Visits): OutputShape {
  if (--visits.left < 0) return EMPTY_SHAPE;
  const value = isReplaced(given) ? given.toJSON() : given;
  if (value === null) return { kinds: ["null"] };
  if (typeof value !== "object") {
    const kind = PLAIN_KINDS.find((each) => each === typeof value);
    return kind === undefined ? EMPTY_SHAPE : { kinds: [kind] };
  }
  if (Array.isArray(value)) return { kinds: [], items: describeItems(value, depth, visits) };
  return { kinds: [], object: describeObject(value as Record<string, unknown>, depth, visits) };
}

function describeItems(items: readonly unknown[], depth: number, visits: Visits): OutputShape {
  if (depth >= SHAPE_LIMITS.depth) return EMPTY_SHAPE;
  let shape = EMPTY_SHAPE;
  // Spread over the whole array: lists are often sorted.
  const step = Math.max(1, items.length / SHAPE_LIMITS.elements);
  for (let at = 0; at < items.length && visits.left > 0; at += step) {
    shape = mergeShapes(shape, describe(items[Math.floor(at)], depth + 1, visits));
  }
  return shape;
}

function describeObject(
  value: Readonly<Record<string, unknown>>,
  depth: number,
  visits: Visits,
): ObjectShape {
  const fields = new Map<string, FieldShape>();
  if (depth >= SHAPE_LIMITS.depth) return { seen: 1, fields, values: EMPTY_SHAPE };
  let values: OutputShape | undefined;
  let count = 0;
  for (const key in value) {
    const member = value[key];
    if (!Object.hasOwn(value, key) || isLeftOut(member)) continue;
    if (++count > SHAPE_LIMITS.fields + 1) break;
    const shape = describe(member, depth + 1, visits);
    if (isDataKey(key)) values = mergeShapes(values ?? EMPTY_SHAPE, shape);
    else fields.set(key, { shape, seen: 1 });
  }
  return withoutDataKeys({ seen: 1, fields, values });
}

function isReplaced(value: unknown): value is { toJSON(): unknown } {
  return typeof value === "object" && value !== null && "toJSON" in value
    ? typeof value.toJSON === "function"
    : false;
}

function isLeftOut(member: unknown): boolean {
  return member === undefined || typeof member === "function" || typeof member === "symbol";
}
