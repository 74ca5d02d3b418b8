import { isRecord } from "./json-values.js";
import { literalText } from "./literal-text.js";
import { ANY_OBJECT, type Member, NULL, type TypeNode, UNKNOWN } from "./type-node.js";
import { literalsOf } from "./union-of.js";

/** Objects and arrays with more values than this, at all levels, are not written out. */
const MAX_VALUES = 24;

/** A type, with what types that read the same have in common. */
export interface KeyedType {
  readonly key: string;
  readonly type: TypeNode;
}

/** The type that only this value is of; a wider one for a value that is large. */
export function typeOfValue(value: unknown): KeyedType {
  const room = { left: MAX_VALUES };
  const type = exactType(value, room);
  return room.left < 0 ? widerType(value) : { key: JSON.stringify(value), type };
}

/** The kind of a value as a type. */
export function widerType(value: unknown): KeyedType {
  if (value === null) return { key: "null", type: NULL };
  if (Array.isArray(value)) return { key: "array", type: { kind: "array", item: UNKNOWN } };
  if (typeof value === "object") return { key: "object", type: ANY_OBJECT };
  return { key: typeof value, type: { kind: "plain", text: typeof value } };
}

function exactType(value: unknown, room: { left: number }): TypeNode {
  // What has no room is not looked into: a value may be of any depth.
  if (--room.left < 0) return UNKNOWN;
  const text = literalText(value);
  if (text !== undefined && value !== null) return literalsOf([{ text }], 1, [typeof value]);
  if (Array.isArray(value)) {
    const items = value.slice(0, MAX_VALUES + 1).map((item) => exactType(item, room));
    return { kind: "tuple", items, required: items.length, rest: undefined };
  }
  return isRecord(value) ? exactObject(value, room) : widerType(value).type;
}

function exactObject(value: Readonly<Record<string, unknown>>, room: { left: number }): TypeNode {
  // `{}` is the type of any value that is not null.
  const names = Object.keys(value);
  if (names.length === 0) return { kind: "plain", text: "Record<string, never>" };
  const members = names.slice(0, MAX_VALUES + 1).map((name): Member => {
    return { name, type: exactType(value[name], room), optional: false, doc: undefined };
  });
  return {
    kind: "object",
    members,
    index: undefined,
    indexNote: undefined,
    more: 0,
    hint: "Value",
  };
}
