/**
 * True for what `JSON.parse` makes. With anything else, such as a date or an object with `toJSON`, which
 * executors that share the host's memory may give, `JSON.stringify` has a way of its own.
 */
export function isPlain(value: object): boolean {
  if (typeof (value as { toJSON?: unknown }).toJSON === "function") return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The value as JSON has it, in plain data as deep as that is easily had. */
export function plainValue(value: unknown): unknown {
  if (typeof value !== "object" || value === null || isPlain(value)) return value;
  return JSON.parse(JSON.stringify(value) ?? "null");
}

/** True for what JSON leaves out as a property. */
export function isLeftOut(value: unknown): boolean {
  return value === undefined || typeof value === "function" || typeof value === "symbol";
}
