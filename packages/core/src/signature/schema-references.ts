import type { JsonSchema } from "../contract/tool.js";
import type { SchemaPlace, SchemaResources } from "./schema-resources.js";
import { typeName } from "./type-names.js";

const STRUCTURE = new Set([
  "$defs",
  "definitions",
  "properties",
  "patternProperties",
  "anyOf",
  "oneOf",
  "allOf",
]);
const SUFFIXES: Readonly<Record<string, string>> = {
  items: "Item",
  prefixItems: "Item",
  additionalProperties: "Value",
  unevaluatedProperties: "Value",
};

/**
 * What a `$ref` leads to within its own document; `undefined` for what lies elsewhere or nowhere. What
 * leads nowhere from a schema with an `$id` of its own is often meant from the document.
 */
export function resolveReference(
  resources: SchemaResources,
  reference: unknown,
  from: JsonSchema,
): unknown {
  return leadTo(resources, reference, from) ?? follow(resources.locate(reference));
}

/** The same, by the letter of the standard. */
export function leadTo(resources: SchemaResources, reference: unknown, from: JsonSchema): unknown {
  return follow(resources.locate(reference, from));
}

function follow(place: SchemaPlace | undefined): unknown {
  if (place === undefined) return undefined;
  const pointer = decoded(place.pointer);
  if (pointer !== "" && !pointer.startsWith("/")) return undefined;
  let target: unknown = place.schema;
  for (const segment of segmentsOf(pointer)) {
    if (typeof target !== "object" || target === null || !Object.hasOwn(target, segment)) {
      return undefined;
    }
    target = (target as Record<string, unknown>)[segment];
  }
  return target;
}

/** A name for what a `$ref` leads to: `#/$defs/issue` → `Issue`, `#/properties/nodes/items` → `NodesItem`, `item.json` → `Item`. */
export function hintOfReference(reference: string, rootHint: string): string {
  const [address = "", ...rest] = reference.split("#");
  const fragment = decoded(rest.join("#"));
  const file = address.slice(address.lastIndexOf("/") + 1).replace(/\.\w+$/, "");
  if (fragment === "" && file !== "") return typeName(decoded(file));
  if (fragment !== "" && !fragment.startsWith("/")) return typeName(fragment);
  let suffix = "";
  for (const segment of segmentsOf(fragment).reverse()) {
    if (STRUCTURE.has(segment) || /^\d+$/.test(segment)) continue;
    const added = Object.hasOwn(SUFFIXES, segment) ? SUFFIXES[segment] : undefined;
    if (added === undefined) return typeName(segment) + suffix;
    suffix = added;
  }
  return rootHint + suffix;
}

function segmentsOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
