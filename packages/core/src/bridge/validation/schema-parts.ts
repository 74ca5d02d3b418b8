import type { JsonSchema } from "../../contract/tool.js";

/** The schemas whose references are known, by the parts of them that refer to something. */
const roots = new WeakMap<object, JsonSchema>();
const known = new WeakMap<object, ReadonlyMap<unknown, number>>();

/** Remembers to what references belong, for `partsOf`. */
export function setReferences(root: JsonSchema, referring: readonly object[]): void {
  for (const part of referring) roots.set(part, root);
}

/**
 * All objects and arrays that a part of a schema is made of, those that it refers to included, and how far
 * within it they are.
 */
export function partsOf(part: object): ReadonlyMap<unknown, number> {
  let parts = known.get(part);
  if (parts === undefined) {
    parts = collect(part);
    known.set(part, parts);
  }
  return parts;
}

function collect(part: object): ReadonlyMap<unknown, number> {
  const found = new Map<object, number>([[part, 0]]);
  // A map hands out what is added while it is gone through.
  for (const [each, distance] of found) {
    for (const value of [...Object.values(each), referredTo(each)]) {
      if (typeof value !== "object" || value === null || found.has(value)) continue;
      found.set(value, distance + 1);
    }
  }
  return found;
}

/** What a part of a schema whose references are remembered refers to, if that is in the same document. */
export function referredTo(part: object): unknown {
  const root = roots.get(part);
  const { $ref } = part as { $ref?: unknown };
  if (root === undefined || typeof $ref !== "string" || !$ref.startsWith("#")) return undefined;
  let target: unknown = root;
  for (const key of $ref.split("/").slice(1)) {
    const name = decoded(key);
    if (typeof target !== "object" || target === null || !Object.hasOwn(target, name)) return;
    target = (target as Readonly<Record<string, unknown>>)[name];
  }
  return target;
}

/** A key of a JSON Pointer in a URI. */
function decoded(key: string): string {
  try {
    return decodeURIComponent(key).replaceAll("~1", "/").replaceAll("~0", "~");
  } catch {
    return key;
  }
}
