import type { z } from "zod";

const NOUNS: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a number",
  int: "a whole number",
  boolean: "a boolean",
  array: "an array",
  object: "an object",
  record: "an object",
};

/** What is wrong with a value, as the end of a sentence: the schema's own words are for its author. */
export function problemInWords(issue: z.core.$ZodIssue, value: unknown): string {
  if (value === undefined) return `is missing: it must be ${wanted(issue)}`;
  // A value of the wrong type is not shown: it may be a secret that stands in the wrong place.
  const isShown = issue.code !== "invalid_type" || issue.expected === "int";
  const given = isShown && typeof value !== "object" ? JSON.stringify(value) : kindOf(value);
  return `must be ${wanted(issue)}, not ${given}`;
}

function wanted(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return NOUNS[issue.expected] ?? issue.expected;
    case "invalid_value":
      return oneOf(issue.values.map((each) => JSON.stringify(each)));
    case "too_small":
      if (issue.origin === "string") return "a string that is not empty";
      return issue.inclusive === true ? `at least ${issue.minimum}` : `above ${issue.minimum}`;
    case "too_big":
      return `at most ${issue.maximum}`;
    case "invalid_union":
      return oneOf([...new Set(issue.errors.flatMap(([each]) => (each ? [wanted(each)] : [])))]);
    default:
      return issue.message;
  }
}

function oneOf(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  const kind = Array.isArray(value) ? "array" : typeof value;
  return NOUNS[kind] ?? kind;
}
