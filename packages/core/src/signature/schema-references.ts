import type { JsonSchema } from "../contract/tool.js";
import { isRecord, own } from "./json-values.js";
import { typeName } from "./type-names.js";

const CONTAINERS = ["$defs", "definitions"];
const STRUCTURE = new Set([
  ...CONTAINERS,
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
};

/** What a `$ref` leads to within its own document; `undefined` for what lies elsewhere or nowhere. */
export function resolveReference(root: JsonSchema, reference: unknown): unknown {
  const fragment = fragmentOf(root, reference);
  if (fragment === undefined) return undefined;
  if (fragment === "") return root;
  if (!fragment.startsWith("/")) return anchored(root, fragment);
  let target: unknown = root;
  for (const segment of segmentsOf(fragment)) {
    if (typeof target !== "object" || target === null || !Object.hasOwn(target, segment)) {
      return undefined;
    }
    target = (target as Record<string, unknown>)[segment];
  }
  return target;
}

/** A name for what a `$ref` leads to: `#/$defs/issue` → `Issue`, `#/properties/nodes/items` → `NodesItem`. */
export function hintOfReference(reference: string, rootHint: string): string {
  const fragment = decoded(reference.slice(reference.indexOf("#") + 1));
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

function fragmentOf(root: JsonSchema, reference: unknown): string | undefined {
  if (typeof reference !== "string") return undefined;
  const hash = reference.indexOf("#");
  const base = hash < 0 ? reference : reference.slice(0, hash);
  const id = own(root, "$id") ?? own(root, "id");
  const isOwn = base === "" || (typeof id === "string" && id.replace(/#$/, "") === base);
  if (!isOwn) return undefined;
  return hash < 0 ? "" : decoded(reference.slice(hash + 1));
}

function segmentsOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function anchored(root: JsonSchema, name: string): unknown {
  for (const container of CONTAINERS) {
    const definitions = own(root, container);
    if (!isRecord(definitions)) continue;
    for (const target of Object.values(definitions)) {
      if (!isRecord(target)) continue;
      const anchors = [own(target, "$anchor"), own(target, "$dynamicAnchor")];
      if (anchors.includes(name) || own(target, "$id") === `#${name}`) return target;
    }
  }
  return undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
