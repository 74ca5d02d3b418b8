import { mergeShapes } from "./merge-shapes.js";
import {
  EMPTY_SHAPE,
  type FieldShape,
  type ObjectShape,
  type OutputShape,
  SHAPE_LIMITS,
} from "./output-shape.js";

/** A first object with so many values of one kind is a dictionary, whatever its keys look like. */
const MANY_PLAIN = 24;
const MANY_OBJECTS = 4;
/** From so many objects and fields on, keys that come and go tell a dictionary. */
const ENOUGH_OBJECTS = 3;
const ENOUGH_FIELDS = 6;

/** Turns the fields of an object that are data into the shape of its values, and forgets their names. */
export function withoutDataKeys(object: ObjectShape): ObjectShape {
  const { fields, seen, values } = object;
  if (fields.size > SHAPE_LIMITS.fields) return moved(object, () => true);
  const kinds = new Set([...fields.values()].map(({ shape }) => kindOf(shape)));
  const isUniform = kinds.size === 1;
  if (values !== undefined) {
    // Beside keys that are data, others with values of the same kind are data too.
    const kind = kindOf(values);
    const isAlways = (field: FieldShape): boolean =>
      seen === 1 ? !isUniform : field.seen === seen;
    return moved(object, (field) => !isAlways(field) && kindOf(field.shape) === kind);
  }
  if (isUniform && (fields.size >= MANY_PLAIN || areAlike(fields)))
    return moved(object, () => true);
  if (seen < ENOUGH_OBJECTS || fields.size < ENOUGH_FIELDS) return object;
  const rare = [...fields.values()].filter((field) => isRare(field, seen));
  const isVarying = rare.length >= 0.6 * fields.size;
  const isOneKind = new Set(rare.map(({ shape }) => kindOf(shape))).size === 1;
  return isVarying && isOneKind ? moved(object, (field) => isRare(field, seen)) : object;
}

function isRare(field: FieldShape, objects: number): boolean {
  return field.seen <= Math.max(1, objects / 5);
}

/** Objects of the same fields under several keys, as in `{ alice: { id, mail }, bob: { id, mail }, … }`. */
function areAlike(fields: ReadonlyMap<string, FieldShape>): boolean {
  if (fields.size < MANY_OBJECTS) return false;
  const names = [...fields.values()].map(({ shape }) => {
    return [...(shape.object?.fields.keys() ?? [])].sort().join("\n");
  });
  return names[0] !== "" && names[0]?.includes("\n") === true && new Set(names).size === 1;
}

function moved(object: ObjectShape, isData: (field: FieldShape) => boolean): ObjectShape {
  const fields = new Map<string, FieldShape>();
  let { values, hidesNames } = object;
  for (const [name, field] of object.fields) {
    if (isData(field)) {
      values = mergeShapes(values ?? EMPTY_SHAPE, field.shape);
      hidesNames = true;
    } else fields.set(name, field);
  }
  return { seen: object.seen, fields, values, hidesNames };
}

function kindOf({ kinds, items, object }: OutputShape): string {
  const found: string[] = kinds.filter((kind) => kind !== "null");
  if (items !== undefined) found.push("array");
  if (object !== undefined) found.push("object");
  return found.sort().join(" ");
}
