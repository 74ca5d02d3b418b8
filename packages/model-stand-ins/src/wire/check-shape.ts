import type { z } from "zod";
import type { ApiError } from "./api-error.js";

/** A place in a request's body where its shape is wrong. */
export interface ShapeProblem {
  readonly path: readonly (string | number)[];
  readonly problem: "unknown field" | "missing" | "wrong";
  /** In zod's words. */
  readonly message: string;
  /** What stands there. */
  readonly value: unknown;
}

type Issue = z.core.$ZodIssue;

/** The body as its schema describes it; throws what `asError` makes of the first problem. */
export function checkShape<T>(
  schema: z.ZodType<T>,
  body: unknown,
  asError: (problem: ShapeProblem) => ApiError,
): T {
  const outcome = schema.safeParse(body);
  if (outcome.success) return outcome.data;
  const [issue] = outcome.error.issues;
  throw asError(problemOf(deepest(issue as Issue), body));
}

function problemOf(issue: Issue, body: unknown): ShapeProblem {
  const own = issue.path.map((key) => (typeof key === "symbol" ? String(key) : key));
  const isUnknown = issue.code === "unrecognized_keys";
  const path = isUnknown ? [...own, issue.keys[0] ?? ""] : own;
  const value = path.reduce<unknown>(
    (at, key) => (at === null || typeof at !== "object" ? undefined : Reflect.get(at, key)),
    body,
  );
  const problem = isUnknown ? "unknown field" : value === undefined ? "missing" : "wrong";
  return { path, problem, message: issue.message, value };
}

/** Of a union's alternatives, the one that fits best says best what is wrong. */
function deepest(issue: Issue): Issue {
  if (issue.code !== "invalid_union") return issue;
  const inner = issue.errors
    .flatMap(([first]) => (first === undefined ? [] : [deepest(first)]))
    .sort((one, other) => depthOf(other) - depthOf(one))[0];
  if (inner === undefined || inner.path.length === 0) return issue;
  return { ...inner, path: [...issue.path, ...inner.path] } as Issue;
}

function depthOf(issue: Issue): number {
  return issue.path.length + (issue.code === "unrecognized_keys" ? 1 : 0);
}
