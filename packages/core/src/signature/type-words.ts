/** The types of JSON Schema, and what servers write in their place: Python's, OpenAPI's, TypeScript's. */
const TYPES: Readonly<Record<string, StandardType>> = {
  object: "object",
  dict: "object",
  map: "object",
  array: "array",
  list: "array",
  string: "string",
  str: "string",
  text: "string",
  number: "number",
  integer: "integer",
  int: "integer",
  float: "number",
  double: "number",
  boolean: "boolean",
  bool: "boolean",
  null: "null",
  none: "null",
};

/** A type by the name that JSON Schema has for it. */
export type StandardType =
  | "object"
  | "array"
  | "string"
  | "number"
  | "integer"
  | "boolean"
  | "null";

/** The type that a word stands for; `undefined` for one that nobody knows. */
export function standardType(word: unknown): StandardType | undefined {
  if (typeof word !== "string") return undefined;
  const name = word.toLowerCase();
  return Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
}
