import { encodeExotic, isBareIterator } from "./encode-exotic.js";
import {
  countCharacters,
  type EncodeStep,
  type EncodeTrail,
  encoding,
  keyOf,
  pathOf,
  startTrail,
} from "./encode-trail.js";
import { jsonOf } from "./json-text.js";
import { readsOutOfMemory } from "./out-of-memory.js";
import { isPlain, isPlainArray, isPlainAtAGlance, isPlainRecord } from "./plain-leaves.js";
import {
  apply,
  bareArray,
  bareRecord,
  getPrototypeOf,
  inherits,
  isArray,
  isFiniteNumber,
  keys,
  NumberOf,
  ObjectPrototype,
  PromiseClass,
  StringOf,
  TypeErrorClass,
} from "./primordials.js";

const MAX_DEPTH = 200;
const PromisePrototype = PromiseClass.prototype;
const ArrayPrototype = Array.prototype;

/**
 * Encodes a value by the mapping of docs/values.md; `undefined` only for `undefined` itself.
 *
 * @throws TypeError if it is larger than any limit lets through.
 */
export function encodeValue(value: unknown): string | undefined {
  return jsonOf(toPlain(value, startTrail(false)));
}

/** Like {@link encodeValue}, indented if it is longer than a line, and with a marker for what is too large. */
export function encodeReadable(value: unknown, line: number): string | undefined {
  const trail = startTrail(false);
  let plain: unknown;
  try {
    plain = toPlain(value, trail);
  } catch (error) {
    if (trail.charactersLeft >= 0) throw error;
    plain = "[Too large]";
  }
  const text = jsonOf(plain);
  return text === undefined || text.length <= line ? text : jsonOf(plain, 2);
}

/**
 * Encodes the arguments of a tool call.
 *
 * @throws TypeError naming the path of a function, symbol, promise or cycle, or of what is too large.
 */
export function encodeArguments(args: readonly unknown[]): string {
  // As everywhere in JavaScript, an argument that is undefined counts as left out.
  if (args.length === 1 && args[0] === undefined) return "[]";
  if (args.length === 1 && isPlainAtAGlance(args[0])) return `[${jsonOf(args[0])}]`;
  const step: EncodeStep = {
    object: args,
    key: undefined,
    depth: 0,
    parent: undefined,
    isRecord: false,
  };
  const trail = startTrail(true);
  trail.step = step;
  let text = "[";
  for (let i = 0; i < args.length; i++) {
    step.key = i;
    const json = jsonOf(toPlain(args[i], trail)) ?? "null";
    text += i === 0 ? json : `,${json}`;
  }
  return `${text}]`;
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

function objectToPlain(object: object, trail: EncodeTrail): unknown {
  const parent = trail.step;
  const depth = parent === undefined ? 0 : parent.depth + 1;
  if (!encoding.copiesAll && depth < MAX_DEPTH) {
    if (isPlainRecord(object)) return object;
    if (isPlainArray(object, LONG - 1)) {
      if (object.length > 0) countCharacters(LEAST * object.length, trail);
      return object;
    }
  }
  for (let step = parent; step !== undefined; step = step.parent) {
    if (step.object === object) return unencodable("[Circular]", "a reference to itself", trail);
  }
  if (depth >= MAX_DEPTH) return unencodable("[Too deep]", "nested too deeply", trail);
  trail.step = { object, key: undefined, depth, parent, isRecord: false };
  try {
    return contentsToPlain(object, trail);
  } catch (error) {
    if (trail.strict || trail.charactersLeft < 0 || readsOutOfMemory(error)) throw error;
    return `[Threw: ${messageOf(error)}]`;
  } finally {
    trail.step = parent;
  }
}

const DatePrototype = Date.prototype;

function contentsToPlain(value: object, trail: EncodeTrail): unknown {
  const prototype = getPrototypeOf(value);
  const isOrdinary = prototype === ObjectPrototype || prototype === ArrayPrototype;
  // Of most values that much is known, and asking costs more than all the rest of them.
  if (!isOrdinary && inherits(PromisePrototype, value)) {
    return unencodable("[Promise: not awaited]", "a Promise: did you forget await?", trail);
  }
  const toJson = (value as { toJSON?: unknown }).toJSON;
  if (typeof toJson === "function" && !inherits(DatePrototype, value)) {
    const json = apply(toJson, value, [keyOf(trail)]);
    if (json !== value) return toPlain(json, trail);
  }
  if (isArray(value)) return arrayToPlain(value, trail);
  if (prototype !== ObjectPrototype && prototype !== null) {
    const exotic = encodeExotic(value, trail);
    if (exotic !== undefined) return exotic.plain;
    if (isBareIterator(value)) {
      return unencodable("[Iterator: not read]", "an iterator: spread it into an array", trail);
    }
  }
  (trail.step as EncodeStep).isRecord = true;
  return recordToPlain(value as Record<string, unknown>, trail);
}

/** What an element has at least, with its comma, and what `null` has more than that. */
const LEAST = 2;
const NULL_MORE = 3;
/** Elements from which on an array is worth a message of its own. */
const LONG = 1_024;

/** Copies only where it has to: results of many megabytes mostly are plain already. */
export function arrayToPlain(array: readonly unknown[], trail: EncodeTrail): unknown {
  // A proxy's may be anything.
  const length = NumberOf(array.length);
  if (length > 0) countCharacters(LEAST * length, trail);
  const left = length < LONG ? undefined : trail.sendAhead?.(array, length, trail);
  if (left !== undefined) return left;
  let copy = encoding.copiesAll ? bareArray<unknown>() : undefined;
  for (let i = 0; i < length; i++) {
    const element = array[i];
    const plain = isPlain(element) ? element : elementToPlain(element, i, trail);
    if (copy === undefined && plain !== element) {
      copy = bareArray();
      for (let j = 0; j < i; j++) copy[j] = array[j];
    }
    if (copy !== undefined) copy[i] = plain;
  }
  return copy ?? array;
}

/** An element of the array that the last step is; `undefined` stays, as which `null` is written. */
export function elementToPlain(element: unknown, index: number, trail: EncodeTrail): unknown {
  (trail.step as EncodeStep).key = index;
  if (element !== undefined) return toPlain(element, trail);
  countCharacters(NULL_MORE, trail);
  return undefined;
}

const UNREADABLE: unique symbol = Symbol("unreadable");

/** Copies only where it has to, or to what it is given. */
export function recordToPlain(
  record: Record<string, unknown>,
  trail: EncodeTrail,
  copyTo: Record<string, unknown> | undefined = encoding.copiesAll ? bareRecord() : undefined,
): unknown {
  const step = trail.step as EncodeStep;
  const names = keys(record);
  let copy = copyTo;
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string;
    let member: unknown = UNREADABLE;
    let plain: unknown;
    try {
      member = record[name];
    } catch (error) {
      if (trail.strict || readsOutOfMemory(error)) throw error;
      plain = `[Threw: ${messageOf(error)}]`;
    }
    if (isPlain(member)) plain = member;
    else if (member !== UNREADABLE) {
      step.key = name;
      plain = toPlain(member, trail);
    }
    if (copy === undefined && plain !== member) {
      copy = bareRecord();
      for (let j = 0; j < i; j++) copy[names[j] as string] = record[names[j] as string];
    }
    if (copy !== undefined) copy[name] = plain;
  }
  return copy ?? record;
}

function unencodable(marker: string, description: string, trail: EncodeTrail): string {
  if (!trail.strict) return marker;
  throw new TypeErrorClass(`${pathOf(trail)} is ${description}`);
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
