import type { WritableSchema } from "./allow-null.js";
import { placesIn } from "./schema-places.js";

/** What refers to something that may be replaced from outside, and what says that it may. */
const DYNAMIC = [
  { keyword: "$dynamicRef", nameOf: ({ $dynamicAnchor }: WritableSchema) => $dynamicAnchor },
  {
    keyword: "$recursiveRef",
    nameOf: ({ $recursiveAnchor }: WritableSchema) => ($recursiveAnchor === true ? "" : undefined),
  },
] as const;

/**
 * Has dynamic references be plain ones, in place, where they can lead to one schema alone: the compiler knows only
 * those that lead to the whole of a document which the value has been checked by before, and takes the schema that
 * they stand in for the target of all others, so that it refuses what is right.
 *
 * @returns the schemas of which they stay and would be followed wrongly.
 */
export function settleDynamicReferences(root: WritableSchema): ReadonlySet<unknown> {
  const unsettled = new Set<unknown>();
  const schemas = placesIn(root).map(({ schema }) => schema);
  for (const { keyword, nameOf } of DYNAMIC) {
    const targets = byName(schemas, nameOf);
    for (const schema of schemas) {
      const reference = schema[keyword];
      if (typeof reference !== "string") continue;
      const possible = targets.get(reference.slice(reference.indexOf("#") + 1)) ?? [];
      const areDocuments = possible.every((target) => target === root || isDocument(target));
      if (possible.length > 0 && areDocuments) continue;
      if (possible.length > 1) unsettled.add(schema);
      else makePlain(schema, keyword, reference);
    }
  }
  return unsettled;
}

function isDocument({ $id }: WritableSchema): boolean {
  return typeof $id === "string";
}

function makePlain(schema: WritableSchema, keyword: string, $ref: string): void {
  delete schema[keyword];
  if (schema["$ref"] === undefined) {
    schema["$ref"] = $ref;
    return;
  }
  const { allOf } = schema;
  schema["allOf"] = [...(Array.isArray(allOf) ? allOf : []), { $ref }];
}

function byName(
  schemas: readonly WritableSchema[],
  nameOf: (schema: WritableSchema) => unknown,
): ReadonlyMap<unknown, readonly WritableSchema[]> {
  const named = new Map<unknown, WritableSchema[]>();
  for (const schema of schemas) {
    const name = nameOf(schema);
    if (name === undefined) continue;
    const known = named.get(name);
    if (known === undefined) named.set(name, [schema]);
    else known.push(schema);
  }
  return named;
}
