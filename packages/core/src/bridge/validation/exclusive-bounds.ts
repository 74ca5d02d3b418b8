import type { Ajv } from "ajv";

/** By the keyword that excludes a bound: the one that has the bound, where it is only said to be excluded. */
const BOUNDS = [
  { keyword: "exclusiveMinimum", bound: "minimum", sign: ">" },
  { keyword: "exclusiveMaximum", bound: "maximum", sign: "<" },
] as const;

type Bounds = Readonly<Record<string, unknown>>;

/**
 * Lets `exclusiveMinimum` be true or false beside `minimum`, as in draft-04 and OpenAPI 3.0. The validator's
 * own keyword refuses that, and nothing of a tool whose schema was translated from there would be checked.
 */
export function withExclusiveBounds(ajv: Ajv): Ajv {
  for (const { keyword, bound, sign } of BOUNDS) {
    ajv.removeKeyword(keyword).addKeyword({
      keyword,
      type: "number",
      schemaType: ["number", "boolean"],
      error: {
        message: ({ schema, parentSchema }) => {
          return `must be ${sign} ${typeof schema === "number" ? schema : parentSchema?.[bound]}`;
        },
      },
      validate: (limit: number | boolean, value: number, beside?: Bounds) => {
        // What is beyond the other bound is told by that.
        if (typeof limit === "boolean") return !limit || value !== beside?.[bound];
        return sign === ">" ? value > limit : value < limit;
      },
    });
  }
  return ajv;
}
