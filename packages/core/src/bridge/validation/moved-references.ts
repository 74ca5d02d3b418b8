import type { WritableSchema } from "./allow-null.js";
import type { SchemaPlace } from "./schema-places.js";

/** A reference by a pointer, and what it passes on its way. */
interface Traced {
  readonly schema: WritableSchema;
  readonly steps: readonly { readonly from: unknown; readonly segment: string }[];
}

/** Follows the references of a document by pointers, before its parts are moved. */
export function traceReferences(root: WritableSchema, places: readonly SchemaPlace[]): Traced[] {
  return places.flatMap(({ schema }) => {
    const { $ref } = schema;
    if (typeof $ref !== "string" || !$ref.startsWith("#/")) return [];
    const steps: { from: unknown; segment: string }[] = [];
    let from: unknown = root;
    for (const segment of $ref.slice(2).split("/")) {
      steps.push({ from, segment });
      from = memberOf(from, segment);
    }
    return [{ schema, steps }];
  });
}

/**
 * Has references lead where they did.
 *
 * @param within for a schema whose keyword of that name was moved: the way from it to where that is now.
 */
export function redirectReferences(
  traced: readonly Traced[],
  within: (schema: unknown, keyword: string) => string,
): void {
  for (const { schema, steps } of traced) {
    const path = steps.map(({ from, segment }) => `${within(from, segment)}/${segment}`);
    const $ref = `#${path.join("")}`;
    // What is moved takes its reference with it.
    const holder = within(schema, "$ref") === "" ? schema : movedPart(schema);
    holder["$ref"] = $ref;
  }
}

function movedPart({ anyOf }: WritableSchema): WritableSchema {
  return (anyOf as WritableSchema[])[0] as WritableSchema;
}

function memberOf(parent: unknown, segment: string): unknown {
  if (typeof parent !== "object" || parent === null) return undefined;
  const key = decoded(segment);
  return Object.hasOwn(parent, key) ? (parent as WritableSchema)[key] : undefined;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment).replaceAll("~1", "/").replaceAll("~0", "~");
  } catch {
    return segment;
  }
}
