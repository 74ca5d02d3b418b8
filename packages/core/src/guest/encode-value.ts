import { encodeExotic } from "./encode-exotic.js";
import {
  create,
  getPrototypeOf,
  isArray,
  isFiniteNumber,
  keys,
  ObjectPrototype,
  PromiseClass,
  StringOf,
  stringify,
  TypeErrorClass,
} from "./primordials.js";

const MAX_DEPTH = 200;

/** The objects and keys on the way from the root to the value being encoded. */
export interface EncodeTrail {
  /** Arguments are strict: what JSON cannot say is an error there, and a marker elsewhere. */
  readonly strict: boolean;
  readonly objects: object[];
  readonly path: (string | number)[];
}

/** Encodes a value by the mapping of docs/values.md; `undefined` only for `undefined` itself. */
export function encodeValue(value: unknown): string | undefined {
  return stringify(toPlain(value, { strict: false, objects: [], path: [] }));
}

/** Like {@link encodeValue}, indented. */
export function encodePretty(value: unknown): string | undefined {
  return stringify(toPlain(value, { strict: false, objects: [], path: [] }), undefined, 2);
}

/**
 * Encodes the arguments of a tool call.
 *
 * @throws TypeError naming the path of a function, symbol, promise or cycle.
 */
export function encodeArguments(args: readonly unknown[]): string {
  return stringify(toPlain(args, { strict: true, objects: [], path: [] }));
}

/** A value that `JSON.stringify` renders as the mapping says; the value itself if it already is one. */
export function toPlain(value: unknown, trail: EncodeTrail): unknown {
  switch (typeof value) {
    case "string":
    case "boolean":
    case "undefined":
      return value;
    case "number":
      return isFiniteNumber(value) ? value : StringOf(value);
    case "bigint":
      return StringOf(value);
    case "symbol":
      return unencodable(StringOf(value), "a symbol", trail);
    case "function":
      return unencodable(functionMarker(value), "a function", trail);
  }
  return value === null ? null : objectToPlain(value as object, trail);
}

function objectToPlain(value: object, trail: EncodeTrail): unknown {
  const { objects, strict } = trail;
  const depth = objects.length;
  for (let i = 0; i < depth; i++) {
    if (objects[i] === value) return unencodable("[Circular]", "a reference to itself", trail);
  }
  if (depth >= MAX_DEPTH) return unencodable("[Too deep]", "nested too deeply", trail);
  objects[depth] = value;
  try {
    if (value instanceof PromiseClass) {
      return unencodable("[Promise: not awaited]", "a Promise: did you forget await?", trail);
    }
    return contentsToPlain(value, trail);
  } catch (error) {
    if (strict) throw error;
    return `[Threw: ${messageOf(error)}]`;
  } finally {
    objects.length = depth;
    if (trail.path.length > depth) trail.path.length = depth;
  }
}

function contentsToPlain(value: object, trail: EncodeTrail): unknown {
  const toJson = (value as { toJSON?: unknown }).toJSON;
  if (typeof toJson === "function" && !(value instanceof Date)) {
    return toPlain((value as { toJSON(key: string): unknown }).toJSON(""), trail);
  }
  if (isArray(value)) return arrayToPlain(value, trail);
  const prototype = getPrototypeOf(value);
  if (prototype !== ObjectPrototype && prototype !== null) {
    const exotic = encodeExotic(value, trail);
    if (exotic !== undefined) return exotic.plain;
  }
  return recordToPlain(value as Record<string, unknown>, trail);
}

/** Copies only when an element changes: results of many megabytes mostly are plain already. */
export function arrayToPlain(array: readonly unknown[], trail: EncodeTrail): unknown {
  const depth = trail.objects.length - 1;
  let copy: unknown[] | undefined;
  for (let i = 0; i < array.length; i++) {
    trail.path[depth] = i;
    const element = array[i];
    const plain = toPlain(element, trail);
    if (copy === undefined && plain !== element) {
      copy = [];
      for (let j = 0; j < i; j++) copy[j] = array[j];
    }
    if (copy !== undefined) copy[i] = plain;
  }
  return copy ?? array;
}

export function recordToPlain(record: Record<string, unknown>, trail: EncodeTrail): unknown {
  const depth = trail.objects.length - 1;
  const names = keys(record);
  let copy: Record<string, unknown> | undefined;
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string;
    trail.path[depth] = name;
    const [member, plain] = memberToPlain(record, name, trail);
    if (copy === undefined && plain !== member) {
      copy = create(null) as Record<string, unknown>;
      for (let j = 0; j < i; j++) copy[names[j] as string] = record[names[j] as string];
    }
    if (copy !== undefined) copy[name] = plain;
  }
  return copy ?? record;
}

const UNREADABLE: unique symbol = Symbol("unreadable");

function memberToPlain(
  record: Record<string, unknown>,
  name: string,
  trail: EncodeTrail,
): [member: unknown, plain: unknown] {
  let member: unknown;
  try {
    member = record[name];
  } catch (error) {
    if (trail.strict) throw error;
    return [UNREADABLE, `[Threw: ${messageOf(error)}]`];
  }
  return [member, toPlain(member, trail)];
}

function unencodable(marker: string, description: string, trail: EncodeTrail): string {
  if (!trail.strict) return marker;
  throw new TypeErrorClass(`${pathOf(trail)} is ${description}`);
}

/** The place of the value: `args.items[3]`. The first key is the position among the arguments. */
function pathOf(trail: EncodeTrail): string {
  let path = trail.path[0] === 0 || trail.path[0] === undefined ? "args" : `args[${trail.path[0]}]`;
  for (let i = 1; i < trail.path.length; i++) {
    const key = trail.path[i] as string | number;
    path += typeof key === "number" ? `[${key}]` : `.${key}`;
  }
  return path;
}

function functionMarker(fn: object): string {
  try {
    const name = StringOf((fn as { name: unknown }).name);
    if (name !== "") return `[Function: ${name}]`;
  } catch {}
  return "[Function (anonymous)]";
}

/** The message of whatever was thrown, as a string, whatever it does to prevent that. */
export function messageOf(thrown: unknown): string {
  try {
    return StringOf(
      typeof thrown === "object" && thrown !== null && "message" in thrown
        ? (thrown as { message: unknown }).message
        : thrown,
    );
  } catch {
    return "a value that cannot be printed";
  }
}
