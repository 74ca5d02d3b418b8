import type { ErrorObject } from "ajv";

/**
 * The names of which a union wants some, each branch's by themselves, where its branches say nothing else:
 * `anyOf: [{ required: ["id"] }, { required: ["owner", "name"] }]`.
 */
export function requiredAlternatives({ schema }: ErrorObject): string[][] | undefined {
  if (!Array.isArray(schema)) return undefined;
  const alternatives: string[][] = [];
  for (const branch of schema as unknown[]) {
    if (typeof branch !== "object" || branch === null) return undefined;
    const { required, ...others } = branch as { readonly required?: unknown };
    if (!Array.isArray(required) || required.length === 0) return undefined;
    if (Object.keys(others).length > 0) return undefined;
    alternatives.push(required.map(String));
  }
  return alternatives;
}
