/** A copy of a schema, which may be changed. */
export type WritableSchema = Record<string, unknown>;

/** What can refuse null whatever the type is. */
const APPLIED_TO_ALL = [
  "$ref",
  "$dynamicRef",
  "$recursiveRef",
  "anyOf",
  "oneOf",
  "allOf",
  "not",
  "if",
] as const;
/** What names a schema, or is named by its place in it, stays where it is. */
export const NAMING: readonly string[] = [
  "$id",
  "$anchor",
  "$dynamicAnchor",
  "$defs",
  "definitions",
];

/**
 * Lets a schema allow null as well, in place, whatever it says: by the letter of OpenAPI 3.0 `nullable` does
 * nothing without a type or beside an enumeration that lacks null, but whoever writes it there means it.
 * Returns whether what it says, but for what `NAMING` lists, was moved to `anyOf/0`.
 */
export function allowNull(schema: WritableSchema): boolean {
  if (APPLIED_TO_ALL.some((keyword) => schema[keyword] !== undefined)) {
    const inner = { ...schema };
    for (const keyword of Object.keys(schema)) delete schema[keyword];
    for (const keyword of NAMING) {
      if (inner[keyword] === undefined) continue;
      schema[keyword] = inner[keyword];
      delete inner[keyword];
    }
    schema["anyOf"] = [inner, { type: "null" }];
    return true;
  }
  const { type, enum: values } = schema;
  if (type !== undefined) schema["type"] = [...new Set([type, "null"].flat())];
  if (Array.isArray(values) && !values.includes(null)) schema["enum"] = [...values, null];
  if (Object.hasOwn(schema, "const")) {
    schema["enum"] = [schema["const"], null];
    delete schema["const"];
  }
  return false;
}
