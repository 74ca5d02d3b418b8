import { types } from "node:util";
import { type Plain, plainOfClass } from "./plain-of-class.js";

const DEEPEST = 200;

/** What a tool of the application has returned, as JSON by the mapping of docs/values.md. */
export function jsonOfOutput(output: unknown): string | undefined {
  const within: object[] = [];
  const plain: Plain = (value) => {
    switch (typeof value) {
      case "number":
        return Number.isFinite(value) ? value : String(value);
      case "bigint":
      case "symbol":
        return String(value);
      case "function":
        return value.name === "" ? "[Function (anonymous)]" : `[Function: ${value.name}]`;
      case "object":
        return value === null ? null : plainObject(value);
      default:
        return value;
    }
  };
  const plainObject = (object: object): unknown => {
    if (within.includes(object)) return "[Circular]";
    if (within.length === DEEPEST) return "[Too deep]";
    within.push(object);
    try {
      return contentsOf(object, plain);
    } catch (error) {
      return threw(error);
    } finally {
      within.pop();
    }
  };
  return JSON.stringify(plain(output));
}

function contentsOf(object: object, plain: Plain): unknown {
  // Before `toJSON`, for that of a `Buffer` says something else.
  const ofClass = plainOfClass(object, plain);
  if (ofClass !== undefined) return ofClass.plain;
  const { toJSON } = object as { readonly toJSON?: unknown };
  if (typeof toJSON === "function") {
    const json: unknown = toJSON.call(object, "");
    if (json !== object) return plain(json);
  }
  if (Array.isArray(object)) return Array.from(object, plain);
  return plainRecord(types.isNativeError(object) ? membersOf(object) : object, plain);
}

function plainRecord(record: object, plain: Plain): unknown {
  const members = Object.keys(record).map((key) => {
    try {
      return [key, plain(record[key as never])] as const;
    } catch (error) {
      return [key, threw(error)] as const;
    }
  });
  return Object.fromEntries(members);
}

function membersOf(error: Error): object {
  const { name, message, cause } = error;
  const { errors } = error as { readonly errors?: unknown };
  return Object.assign({ name, message, cause, errors }, error);
}

function threw(error: unknown): string {
  return `[Threw: ${types.isNativeError(error) ? error.message : String(error)}]`;
}
