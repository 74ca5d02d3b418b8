import type { JsonSchema } from "../../contract/tool.js";
import { standardType } from "../../signature/type-words.js";
import { allowNull, type WritableSchema } from "./allow-null.js";

/** Keywords whose members are schemas by names, which may be those of keywords. */
const OF_NAMED_SCHEMAS: ReadonlySet<string> = new Set([
  "properties",
  "patternProperties",
  "$defs",
  "definitions",
  "dependentSchemas",
  "dependencies",
]);
/** Keywords that hold data, which may look like a schema. */
const OF_DATA: ReadonlySet<string> = new Set(["const", "enum", "default", "examples", "example"]);
/** Keywords for which null is a value and not the absence of one. */
const MAY_BE_NULL: ReadonlySet<string> = new Set(["const", "default"]);

/**
 * Puts what generators write beside the standard into its words, in place: types of other languages, null for
 * a keyword that is absent, OpenAPI's `nullable`, the `id` of draft-04 and the `required` of draft-03. The
 * compiler refuses the whole schema for any of these, and then nothing of the tool would be checked.
 */
export function inStandardWords(root: WritableSchema): JsonSchema {
  const waiting: WritableSchema[] = [root];
  // By a list and not by recursion, for the nesting is the server's. References can point into any keyword.
  for (let schema = waiting.pop(); schema !== undefined; schema = waiting.pop()) {
    for (const [keyword, value] of Object.entries(schema)) {
      if (OF_DATA.has(keyword)) continue;
      if (!OF_NAMED_SCHEMAS.has(keyword)) waiting.push(...schemasOf(value));
      else if (isObject(value)) waiting.push(...Object.values(value).flatMap(schemasOf));
    }
    rewrite(schema);
  }
  return root;
}

function rewrite(schema: WritableSchema): void {
  for (const [keyword, value] of Object.entries(schema)) {
    if (value === null && !MAY_BE_NULL.has(keyword)) delete schema[keyword];
  }
  const { type, nullable, id, required } = schema;
  if (typeof id === "string") delete schema["id"];
  if (typeof required === "boolean") delete schema["required"];
  if (typeof type === "string" || Array.isArray(type)) setTypes(schema, [type].flat());
  if (isObject(nullable)) return;
  delete schema["nullable"];
  if (nullable === true) allowNull(schema);
}

/** A type that nobody knows is left to the compiler: what it was to refuse cannot be told. */
function setTypes(schema: WritableSchema, words: readonly unknown[]): void {
  const types = words.map((word) => standardType(word) ?? word);
  if (types.includes("any")) delete schema["type"];
  else schema["type"] = types.length === 1 ? types[0] : [...new Set(types)];
}

function schemasOf(value: unknown): WritableSchema[] {
  return (Array.isArray(value) ? value : [value]).filter(isObject);
}

function isObject(value: unknown): value is WritableSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
