import { types } from "node:util";

/** Makes a value plain that stands within the objects which have led to it. */
export type Plain = (value: unknown) => unknown;

const ITERATOR = Object.getPrototypeOf(Object.getPrototypeOf([].values())) as object;
const ASYNC_ITERATOR = Object.getPrototypeOf(
  Object.getPrototypeOf(async function* () {}.prototype),
) as object;

/** The plain form of an object of one of the classes that JSON has no form for; `undefined` for any other. */
export function plainOfClass(
  object: object,
  plain: Plain,
): { readonly plain: unknown } | undefined {
  if (types.isDate(object)) return { plain: dateText(object) };
  if (types.isMap(object)) return { plain: mapToPlain(object, plain) };
  if (types.isSet(object)) return { plain: Array.from(object, plain) };
  if (types.isRegExp(object)) return { plain: String(object) };
  if (types.isBoxedPrimitive(object)) return { plain: plain(object.valueOf()) };
  const bytes = bytesOf(object);
  if (bytes !== undefined) return { plain: Array.from<unknown, unknown>(bytes, plain) };
  const mark = markOf(object);
  return mark === undefined ? undefined : { plain: mark };
}

function dateText(date: Date): string {
  return Number.isNaN(date.getTime()) ? "Invalid Date" : date.toISOString();
}

function mapToPlain(map: ReadonlyMap<unknown, unknown>, plain: Plain): unknown {
  const entries = Array.from(map, ([key, value]) => [key, plain(value)] as const);
  const isRecord = entries.every(([key]) => typeof key === "string");
  if (isRecord) return Object.fromEntries(entries);
  return entries.map(([key, value]) => [plain(key), value]);
}

/** The numbers of what holds numbers. */
function bytesOf(object: object): Iterable<unknown> | undefined {
  if (types.isAnyArrayBuffer(object)) return new Uint8Array(object);
  if (types.isDataView(object)) {
    return new Uint8Array(object.buffer, object.byteOffset, object.byteLength);
  }
  return types.isTypedArray(object) ? object : undefined;
}

/** What stands in the place of an object of which there is nothing to see. */
function markOf(object: object): string | undefined {
  if (types.isPromise(object)) return "[Promise: not awaited]";
  if (types.isWeakMap(object)) return "[WeakMap]";
  if (types.isWeakSet(object)) return "[WeakSet]";
  if (object instanceof WeakRef) return "[WeakRef]";
  const isIterator = [ITERATOR, ASYNC_ITERATOR].some((each) =>
    Object.prototype.isPrototypeOf.call(each, object),
  );
  return isIterator && Object.keys(object).length === 0 ? "[Iterator: not read]" : undefined;
}
