import type { ErrorObject } from "ajv";
import { referredTo } from "./schema-parts.js";

/** What a value may be by a union whose branches can be told shortly. */
export interface PlainAlternatives {
  readonly values: readonly unknown[];
  readonly types: readonly string[];
}

/** Branches within branches, and references, are followed as deep as this. */
const MAX_DEPTH = 4;
const MAX_BRANCHES = 300;

/**
 * The values and types of which a union wants one, where each branch gives either:
 * `anyOf: [{ enum: ["open", "closed"] }, { type: "null" }]`.
 */
export function plainAlternatives({ schema }: ErrorObject): PlainAlternatives | undefined {
  const values = new Map<string, unknown>();
  const types = new Set<string>();
  let left = MAX_BRANCHES;
  const add = (branch: unknown, depth: number): boolean => {
    if (typeof branch !== "object" || branch === null || --left < 0) return false;
    const { $ref, anyOf, oneOf, type, enum: listed } = branch as Readonly<Record<string, unknown>>;
    const given = "const" in branch ? [branch.const] : listed;
    if (Array.isArray(given)) {
      for (const value of given) values.set(JSON.stringify(value), value);
    } else if (type !== undefined) {
      for (const each of [type].flat()) types.add(String(each));
    } else {
      const further = anyOf ?? oneOf ?? ($ref === undefined ? [] : [referredTo(branch)]);
      if (!Array.isArray(further) || further.length === 0 || depth === MAX_DEPTH) return false;
      return further.every((each) => add(each, depth + 1));
    }
    return true;
  };
  if (!Array.isArray(schema) || !schema.every((branch) => add(branch, 0))) return undefined;
  return { values: [...values.values()], types: [...types] };
}
