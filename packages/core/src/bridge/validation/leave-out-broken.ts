import type { WritableSchema } from "./allow-null.js";
import { brokenMembers, hasItsForm, isKnownKeyword } from "./keyword-forms.js";
import { isObject, placesIn, type SchemaPlace } from "./schema-places.js";

/** What says nothing without the keyword that it stands beside, or something else. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  properties: ["additionalProperties"],
  patternProperties: ["additionalProperties"],
  prefixItems: ["items"],
  minContains: ["contains"],
};
/** Keywords by which the properties and items are known that `unevaluated…` is not about. */
const APPLYING =
  /^(\$ref|\$dynamicRef|\$recursiveRef|properties|patternProperties|additionalProperties|items|prefixItems|additionalItems|contains|minContains|allOf|anyOf|oneOf|if|then|else|dependentSchemas|unevaluated(Properties|Items))$/;
const REFERENCES = ["$ref", "$dynamicRef", "$recursiveRef"] as const;

/**
 * Leaves out of a schema, in place, the keywords that cannot be understood, so that the others hold: the compiler
 * would refuse it all. A schema that has lost something lets more pass than was meant; where that would have
 * another one refuse what is right, as under `not`, that is left out too.
 *
 * @param leadsNowhere tells of references that cannot be followed, which are left out likewise.
 */
export function leaveOutBroken(
  root: WritableSchema,
  leadsNowhere: (reference: unknown, from: WritableSchema) => boolean,
): void {
  const places = placesIn(root, isKnownKeyword);
  const identifiers = new Set<unknown>();
  const referring = referringIn(places);
  const weaker = new Set<WritableSchema>();
  /** Those for which it is no longer known what is evaluated. */
  const unsure = new Set<WritableSchema>();
  const note = (schema: WritableSchema, lost: readonly string[]): void => {
    if (lost.length > 0) weaker.add(schema);
    if (lost.some((keyword) => APPLYING.test(keyword))) unsure.add(schema);
  };
  for (const place of places) {
    note(place.schema, removeBroken(place, leadsNowhere));
    removeRepeated(place.schema, identifiers, referring);
  }
  if (weaker.size === 0) return;
  const isAnyUnsure = unsure.size > 0;
  for (const { schema } of places) {
    // What it refers to may be what has lost something.
    if (REFERENCES.every((keyword) => schema[keyword] === undefined)) continue;
    weaker.add(schema);
    if (isAnyUnsure) unsure.add(schema);
  }
  for (const { schema, parent, keyword } of places.reverse()) {
    if (unsure.has(schema)) {
      delete schema["unevaluatedProperties"];
      delete schema["unevaluatedItems"];
    }
    if (parent === undefined || !weaker.has(schema)) continue;
    weaker.add(parent);
    if (unsure.has(schema)) unsure.add(parent);
    note(parent, weaken(parent, keyword));
  }
}

/** Returns the keywords that have lost something. */
function removeBroken(
  { schema, isUnsure }: SchemaPlace,
  leadsNowhere: (reference: unknown, from: WritableSchema) => boolean,
): string[] {
  const lost: string[] = [];
  const remove = (keyword: string): void => {
    if (!Object.hasOwn(schema, keyword)) return;
    delete schema[keyword];
    lost.push(keyword);
    for (const other of BESIDE[keyword] ?? []) remove(other);
  };
  for (const [keyword, value] of Object.entries(schema)) {
    if (isUnsure && isObject(value)) continue;
    const isReference = (REFERENCES as readonly string[]).includes(keyword);
    if (!hasItsForm(keyword, value) || (isReference && leadsNowhere(value, schema))) {
      remove(keyword);
      continue;
    }
    const broken = brokenMembers(keyword, value);
    if (broken.length > 0) lost.push(keyword);
    if (keyword === "required") schema["required"] = textsOf(value);
    else for (const key of broken) replace(keyword, value as WritableSchema, key);
  }
  return lost;
}

/** Who writes a schema out wherever it is used repeats its identifier, and the compiler refuses that. */
function removeRepeated(
  schema: WritableSchema,
  identifiers: Set<unknown>,
  referring: ReadonlySet<WritableSchema>,
): void {
  const { $id } = schema;
  if ($id === undefined) return;
  // References within it may count from there.
  if (identifiers.has($id) && !referring.has(schema)) delete schema["$id"];
  identifiers.add($id);
}

/** The schemas that refer to another one, or have one within them that does. */
function referringIn(places: readonly SchemaPlace[]): Set<WritableSchema> {
  const referring = new Set<WritableSchema>();
  // From within: to look through each for itself would take a time that is quadratic to the nesting.
  for (const { schema, parent } of [...places].reverse()) {
    if (schema["$ref"] !== undefined) referring.add(schema);
    if (parent !== undefined && referring.has(schema)) referring.add(parent);
  }
  return referring;
}

/** The place stays, so that a name is known and what follows in a list is where it was. */
function replace(keyword: string, members: WritableSchema, key: string): void {
  const isOfNames = keyword === "dependentRequired" || keyword === "dependencies";
  members[key] = isOfNames ? [] : true;
}

function textsOf(list: unknown): unknown[] {
  return (list as unknown[]).filter((item) => typeof item === "string");
}

/** Takes from a schema what refuses more when the schema under the keyword lets more pass; returns what it was. */
function weaken(schema: WritableSchema, keyword: string): string[] {
  if (keyword === "contains") return removed(schema, "maxContains");
  if (keyword === "not" || keyword === "if") return removed(schema, keyword);
  const { oneOf, allOf } = schema;
  if (keyword !== "oneOf" || oneOf === undefined) return [];
  delete schema["oneOf"];
  // One at least has to fit, for several may now.
  schema["allOf"] = [...(Array.isArray(allOf) ? allOf : []), { anyOf: oneOf }];
  return ["oneOf"];
}

function removed(schema: WritableSchema, keyword: string): string[] {
  if (schema[keyword] === undefined) return [];
  delete schema[keyword];
  return [keyword];
}
