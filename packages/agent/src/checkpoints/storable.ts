import { isTakenForOther } from "./misread.js";

type Json = Readonly<Record<string, unknown>>;

/** The key of an object that stands for another one, whose JSON it has. */
const JSON_KEY = "$json";

/** Data as checkpointers give it back: what they would take for something else is there as JSON text. */
export function storable<T>(data: T): T {
  const write = (value: unknown): unknown => {
    if (!isRecord(value)) return Array.isArray(value) ? value.map(write) : value;
    // An object that has our form already would be taken for one of ours.
    if (isTakenForOther(value) || isWritten(value)) return { [JSON_KEY]: JSON.stringify(value) };
    return eachValue(value, write);
  };
  return write(data) as T;
}

/** The data that {@link storable} was given. */
export function restored<T>(stored: T): T {
  const read = (value: unknown): unknown => {
    if (!isRecord(value)) return Array.isArray(value) ? value.map(read) : value;
    return isWritten(value) ? JSON.parse(value[JSON_KEY]) : eachValue(value, read);
  };
  return read(stored) as T;
}

function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isWritten(value: Json): value is { [JSON_KEY]: string } {
  return typeof value[JSON_KEY] === "string" && Object.keys(value).length === 1;
}

function eachValue(value: Json, change: (value: unknown) => unknown): Json {
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, change(each)]));
}
