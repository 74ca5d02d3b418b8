import { arrayToPlain, type EncodeTrail, recordToPlain } from "./encode-value.js";
import { create, isFiniteNumber, StringOf } from "./primordials.js";

type Class = { [Symbol.hasInstance](value: unknown): boolean };

/** The built-in classes whose instances JSON has no form for, and the form the mapping gives them. */
const ENCODERS: readonly [Class | undefined, (value: never, trail: EncodeTrail) => unknown][] = [
  [Date, (date: Date) => (isFiniteNumber(date.getTime()) ? date.toISOString() : "Invalid Date")],
  [Map, mapToPlain],
  [Set, (set: Set<unknown>, trail) => arrayToPlain([...set], trail)],
  [Error, errorToPlain],
  [RegExp, (regexp: RegExp) => StringOf(regexp)],
  [DataView, (view: DataView) => bytesOf(view)],
  [ArrayBuffer, (buffer: ArrayBuffer) => bytesOf(buffer)],
  [
    Object.getPrototypeOf(Uint8Array),
    (array: Uint8Array, trail) => arrayToPlain([...array], trail),
  ],
  [globalThis.SharedArrayBuffer, (buffer: ArrayBuffer) => bytesOf(buffer)],
  [WeakMap, () => "[WeakMap]"],
  [WeakSet, () => "[WeakSet]"],
  [globalThis.WeakRef, () => "[WeakRef]"],
  [Number, (number: number) => (isFiniteNumber(+number) ? +number : StringOf(number))],
  [String, (string: string) => StringOf(string)],
  [Boolean, (boolean: object) => boolean.valueOf()],
  [BigInt, (bigint: bigint) => StringOf(bigint)],
  [Symbol, (symbol: object) => StringOf(symbol.valueOf())],
];

/** The plain form of an instance of a built-in class; `undefined` for any other object. */
export function encodeExotic(value: object, trail: EncodeTrail): { plain: unknown } | undefined {
  for (let i = 0; i < ENCODERS.length; i++) {
    const [type, encode] = ENCODERS[i] as (typeof ENCODERS)[number];
    if (type !== undefined && value instanceof type)
      return { plain: encode(value as never, trail) };
  }
  return undefined;
}

/** Maps with string keys read best as objects; any other key would lose its type. */
function mapToPlain(map: Map<unknown, unknown>, trail: EncodeTrail): unknown {
  const entries = [...map];
  const record = create(null) as Record<string, unknown>;
  for (const [key, value] of entries) {
    if (typeof key !== "string") return arrayToPlain(entries, trail);
    record[key] = value;
  }
  return recordToPlain(record, trail);
}

function errorToPlain(error: Error, trail: EncodeTrail): unknown {
  const record = create(null) as Record<string, unknown>;
  record["name"] = error.name;
  record["message"] = error.message;
  if (error.cause !== undefined) record["cause"] = error.cause;
  if (error instanceof AggregateError) record["errors"] = error.errors;
  for (const key of Object.keys(error)) record[key] = (error as never)[key];
  return recordToPlain(record, trail);
}

function bytesOf(source: ArrayBuffer | DataView): number[] {
  return source instanceof DataView
    ? [...new Uint8Array(source.buffer, source.byteOffset, source.byteLength)]
    : [...new Uint8Array(source)];
}
