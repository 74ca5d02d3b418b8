import { types } from "node:util";

/** What a tool of the application has returned, as JSON by the mapping of docs/values.md. */
export function jsonOfOutput(output: unknown): string | undefined {
  return JSON.stringify(output, plainMember);
}

/** `JSON.stringify` has called `toJSON` by then: the member itself is still in its object. */
function plainMember(this: unknown, key: string, value: unknown): unknown {
  const member = (this as Readonly<Record<string, unknown>>)[key];
  if (types.isDate(member)) return Number.isNaN(member.getTime()) ? "Invalid Date" : value;
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value !== "object" || value === null) return value;
  if (types.isMap(value)) return mapToPlain(value);
  if (types.isSet(value)) return [...value];
  if (types.isRegExp(value)) return String(value);
  if (types.isNativeError(value)) return errorToPlain(value);
  return bytesToPlain(member) ?? value;
}

function mapToPlain(map: ReadonlyMap<unknown, unknown>): unknown {
  const entries = [...map];
  const isRecord = entries.every(([key]) => typeof key === "string");
  return isRecord ? Object.fromEntries(entries) : entries;
}

function errorToPlain(error: Error): unknown {
  const { name, message, cause } = error;
  const { errors } = error as { readonly errors?: unknown };
  return Object.assign({ name, message, cause, errors }, error);
}

/** The numbers of what holds numbers; a `Buffer` has a `toJSON` that says something else. */
function bytesToPlain(value: unknown): unknown[] | undefined {
  if (types.isAnyArrayBuffer(value)) return [...new Uint8Array(value)];
  if (types.isDataView(value)) {
    return [...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)];
  }
  return types.isTypedArray(value) ? [...value] : undefined;
}
