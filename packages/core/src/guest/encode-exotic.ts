import type { EncodeTrail } from "./encode-trail.js";
import { arrayToPlain, recordToPlain } from "./encode-value.js";
import {
  bareArray,
  bareRecord,
  create,
  inherits,
  isFiniteNumber,
  keys,
  StringOf,
  uncurryGetter,
  uncurryThis,
} from "./primordials.js";

const ArrayIteratorPrototype: object = Object.getPrototypeOf([][Symbol.iterator]());
const IteratorPrototype: object = Object.getPrototypeOf(ArrayIteratorPrototype);
const AsyncGeneratorPrototype: object = Object.getPrototypeOf(async function* () {}.prototype);
const AsyncIteratorPrototype: object = Object.getPrototypeOf(AsyncGeneratorPrototype);

interface Encoder {
  /** `undefined` where the engine lacks the class. */
  readonly prototype: object | undefined;
  /** Throws for what inherits from the class and is none of it, as a proxy is. */
  readonly check?: (value: never) => unknown;
  encode(value: never, trail: EncodeTrail): unknown;
}

const Uint8ArrayClass = Uint8Array;
const TypedArrayPrototype: object = Object.getPrototypeOf(Uint8Array.prototype);
const AggregateErrorPrototype = AggregateError.prototype;
const MapPrototype = Map.prototype;
const SetPrototype = Set.prototype;
const dateTime = uncurryThis(Date.prototype.getTime);
const dateText = uncurryThis(Date.prototype.toISOString);
const mapEach: (map: Map<unknown, unknown>, each: (value: unknown, key: unknown) => void) => void =
  uncurryThis(Map.prototype.forEach) as never;
const setEach: (set: Set<unknown>, each: (value: unknown) => void) => void = uncurryThis(
  Set.prototype.forEach,
) as never;
const mapSize = uncurryGetter<Map<unknown, unknown>, number>(Map.prototype, "size");
const setSize = uncurryGetter<Set<unknown>, number>(Set.prototype, "size");
const sourceOf = uncurryGetter<RegExp, string>(RegExp.prototype, "source");
const bytesIn = uncurryGetter<ArrayBuffer, number>(ArrayBuffer.prototype, "byteLength");
const lengthOf = uncurryGetter<ArrayLike<unknown>, number>(TypedArrayPrototype, "length");
const bufferOf = uncurryGetter<DataView, ArrayBuffer>(DataView.prototype, "buffer");
const offsetOf = uncurryGetter<DataView, number>(DataView.prototype, "byteOffset");
const sizeOf = uncurryGetter<DataView, number>(DataView.prototype, "byteLength");
const numberOf = uncurryThis(Number.prototype.valueOf);
const textOf = uncurryThis(String.prototype.valueOf);
const booleanOf = uncurryThis(Boolean.prototype.valueOf);
const bigintOf = uncurryThis(BigInt.prototype.valueOf);
const symbolOf = uncurryThis(Symbol.prototype.valueOf);

/** The built-in classes whose instances JSON has no form for, and the form the mapping gives them. */
const ENCODERS: readonly Encoder[] = [
  {
    prototype: Date.prototype,
    check: dateTime,
    encode: (date: Date) => (isFiniteNumber(dateTime(date)) ? dateText(date) : "Invalid Date"),
  },
  { prototype: Map.prototype, check: mapSize, encode: mapToPlain },
  { prototype: Set.prototype, check: setSize, encode: setToPlain },
  { prototype: Error.prototype, encode: errorToPlain },
  { prototype: RegExp.prototype, check: sourceOf, encode: (regexp: RegExp) => StringOf(regexp) },
  {
    prototype: DataView.prototype,
    check: bufferOf,
    encode: (view: DataView) =>
      elementsOf(new Uint8ArrayClass(bufferOf(view), offsetOf(view), sizeOf(view))),
  },
  { prototype: ArrayBuffer.prototype, check: bytesIn, encode: bytesOf },
  {
    prototype: TypedArrayPrototype,
    check: lengthOf,
    encode: (array: Uint8Array, trail) => arrayToPlain(elementsOf(array), trail),
  },
  { prototype: globalThis.SharedArrayBuffer?.prototype, encode: bytesOf },
  { prototype: WeakMap.prototype, encode: () => "[WeakMap]" },
  { prototype: WeakSet.prototype, encode: () => "[WeakSet]" },
  { prototype: globalThis.WeakRef?.prototype, encode: () => "[WeakRef]" },
  {
    prototype: Number.prototype,
    check: numberOf,
    encode(wrapped: number) {
      const number = numberOf(wrapped);
      return isFiniteNumber(number) ? number : StringOf(number);
    },
  },
  { prototype: String.prototype, check: textOf, encode: (wrapped: string) => textOf(wrapped) },
  {
    prototype: Boolean.prototype,
    check: booleanOf,
    encode: (wrapped: boolean) => booleanOf(wrapped),
  },
  {
    prototype: BigInt.prototype,
    check: bigintOf,
    encode: (wrapped: bigint) => StringOf(bigintOf(wrapped)),
  },
  {
    prototype: Symbol.prototype,
    check: symbolOf,
    encode: (wrapped: symbol) => StringOf(symbolOf(wrapped)),
  },
];

/** The plain form of what inherits from a built-in class; `undefined` for any other object. */
export function encodeExotic(value: object, trail: EncodeTrail): { plain: unknown } | undefined {
  for (let i = 0; i < ENCODERS.length; i++) {
    const { prototype, check, encode } = ENCODERS[i] as Encoder;
    if (prototype !== undefined && inherits(prototype, value)) {
      if (check !== undefined && isOther(value, check)) {
        // A copy, which does not inherit the `toJSON` of dates.
        return { plain: recordToPlain(value as Record<string, unknown>, trail, bareRecord()) };
      }
      return { plain: encode(value as never, trail) };
    }
  }
  return undefined;
}

/**
 * Whether an object merely inherits from a class, and has properties of its own to show.
 *
 * @throws what the class does with it where it has none: an empty object would hide that something is lost.
 */
function isOther(value: object, check: (value: never) => unknown): boolean {
  try {
    check(value as never);
    return false;
  } catch (error) {
    if (keys(value).length > 0) return true;
    throw error;
  }
}

/** Whether there is nothing to see of an object but what it has not given yet. */
export function isBareIterator(value: object): boolean {
  const isIterator = inherits(IteratorPrototype, value) || inherits(AsyncIteratorPrototype, value);
  return isIterator && keys(value).length === 0;
}

/** The entries of a map, the members of a set with their numbers; `undefined` for anything else. */
export function entriesOf(value: object): [key: unknown, value: unknown][] | undefined {
  const entries = bareArray<[unknown, unknown]>();
  if (inherits(MapPrototype, value)) {
    mapEach(value as Map<unknown, unknown>, (member, key) => {
      entries[entries.length] = [key, member];
    });
    return entries;
  }
  if (!inherits(SetPrototype, value)) return undefined;
  setEach(value as Set<unknown>, (member) => {
    entries[entries.length] = [entries.length, member];
  });
  return entries;
}

/** Maps with string keys read best as objects; any other key would lose its type. */
function mapToPlain(map: Map<unknown, unknown>, trail: EncodeTrail): unknown {
  const entries = bareArray<unknown>();
  const record = bareRecord();
  let isRecord = true;
  mapEach(map, (value, key) => {
    const entry = bareArray<unknown>();
    entry[0] = key;
    entry[1] = value;
    entries[entries.length] = entry;
    if (typeof key === "string") record[key] = value;
    else isRecord = false;
  });
  return isRecord ? recordToPlain(record, trail) : arrayToPlain(entries, trail);
}

function setToPlain(set: Set<unknown>, trail: EncodeTrail): unknown {
  const members = bareArray<unknown>();
  setEach(set, (member) => {
    members[members.length] = member;
  });
  return arrayToPlain(members, trail);
}

function errorToPlain(error: Error, trail: EncodeTrail): unknown {
  const record = create(null) as Record<string, unknown>;
  record["name"] = error.name;
  record["message"] = error.message;
  const { cause } = error;
  if (cause !== undefined) record["cause"] = cause;
  if (inherits(AggregateErrorPrototype, error)) record["errors"] = (error as AggregateError).errors;
  const own = keys(error);
  for (let i = 0; i < own.length; i++) {
    const name = own[i] as string;
    if (record[name] === undefined) record[name] = error[name as never];
  }
  return recordToPlain(record, trail);
}

function bytesOf(buffer: ArrayBuffer): number[] {
  return elementsOf(new Uint8ArrayClass(buffer));
}

function elementsOf(array: Uint8Array): number[] {
  const elements = bareArray<number>();
  const length = lengthOf(array);
  for (let i = 0; i < length; i++) elements[i] = array[i] as number;
  return elements;
}
