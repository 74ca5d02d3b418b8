import { encoding } from "./encode-trail.js";
import { getPrototypeOf, isArray, isFiniteNumber, ObjectPrototype } from "./primordials.js";

const ArrayPrototype = Array.prototype;

/** What is its own plain value, and is met most. */
export function isPlain(value: unknown): boolean {
  const type = typeof value;
  return type === "string" || type === "boolean" || (type === "number" && isFiniteNumber(value));
}

/**
 * Whether it is an ordinary object of nothing but plain values, as rows of results mostly are: its own plain value,
 * and part of no cycle. To be asked only where reading runs none of the model's code.
 */
export function isPlainRecord(object: object): boolean {
  if (getPrototypeOf(object) !== ObjectPrototype || isArray(object)) return false;
  const record = object as Record<string, unknown>;
  if (typeof record["toJSON"] === "function") return false;
  // In QuickJS half the work of `Object.keys`. What is inherited is no more than looked at.
  for (const name in record) if (!isPlain(record[name])) return false;
  return true;
}

/** The same of an array of no more than so many elements. */
export function isPlainArray(object: object, most: number): object is readonly unknown[] {
  if (getPrototypeOf(object) !== ArrayPrototype || !isArray(object)) return false;
  const { length } = object;
  if (length > most || typeof (object as { toJSON?: unknown }).toJSON === "function") return false;
  for (let i = 0; i < length; i++) if (!isPlain(object[i])) return false;
  return true;
}

/** Whether all that is left to do for it is its JSON, as for most arguments and many results. */
export function isPlainAtAGlance(value: unknown): boolean {
  if (typeof value !== "object") return isPlain(value);
  return value !== null && !encoding.copiesAll && isPlainRecord(value);
}
