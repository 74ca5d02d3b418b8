import type { JsonSchema } from "../../contract/tool.js";
import { standardType } from "../../signature/type-words.js";
import { allowNull, NAMING, type WritableSchema } from "./allow-null.js";
import { redirectReferences, traceReferences } from "./moved-references.js";
import { isObject, placesIn } from "./schema-places.js";

/** Keywords for which null is a value and not the absence of one. */
const MAY_BE_NULL: ReadonlySet<string> = new Set(["const", "default"]);

/**
 * Puts what generators write beside the standard into its words, in place: types of other languages, null for
 * a keyword that is absent, OpenAPI's `nullable`, the `id` of draft-04 and the `required` of draft-03, the empty
 * array that is PHP's empty object. The compiler refuses the whole schema for any of these, and then nothing of
 * the tool would be checked.
 */
export function inStandardWords(root: WritableSchema): JsonSchema {
  const places = placesIn(root);
  const traced = traceReferences(root, places);
  const moved = new Set<unknown>();
  for (const { schema } of places) if (rewrite(schema)) moved.add(schema);
  if (moved.size === 0) return root;
  redirectReferences(traced, (schema, keyword) => {
    return moved.has(schema) && !NAMING.includes(keyword) ? "/anyOf/0" : "";
  });
  return root;
}

/** Returns whether the schema's parts were moved within it. */
function rewrite(schema: WritableSchema): boolean {
  for (const [keyword, value] of Object.entries(schema)) {
    if (value === null && !MAY_BE_NULL.has(keyword)) delete schema[keyword];
  }
  const { type, nullable, id, required, properties } = schema;
  if (typeof id === "string") delete schema["id"];
  if (typeof required === "boolean") delete schema["required"];
  if (Array.isArray(properties) && properties.length === 0) schema["properties"] = {};
  if (typeof type === "string" || Array.isArray(type)) setTypes(schema, [type].flat());
  if (isObject(nullable)) return false;
  delete schema["nullable"];
  return nullable === true && allowNull(schema);
}

/** A type that nobody knows is left as it is: what it was to refuse cannot be told. */
function setTypes(schema: WritableSchema, words: readonly unknown[]): void {
  const types = words.map((word) => standardType(word) ?? word);
  if (types.includes("any")) delete schema["type"];
  else schema["type"] = types.length === 1 ? types[0] : [...new Set(types)];
}
