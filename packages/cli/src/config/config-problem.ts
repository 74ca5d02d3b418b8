import { nearestNames, ToolweaveError } from "@toolweave/core/node";
import type { z } from "zod";
import { configJsonSchema } from "./config-schema.js";
import { problemInWords } from "./problem-in-words.js";

type Path = readonly PropertyKey[];
type Issue = z.core.$ZodIssue;
type SchemaNode = Readonly<Record<string, unknown>>;

/** The error for a configuration that does not fit its schema: `CONFIG_INVALID`, naming file and place. */
export function configProblem(
  file: string,
  content: unknown,
  issues: readonly Issue[],
): ToolweaveError {
  const issue = tellingIssue(issues, content);
  const { path } = issue;
  const place = placeOf(path);
  const says =
    issue.code === "unrecognized_keys"
      ? unknownKey(issue.keys[0] ?? "", path)
      : problemInWords(issue, valueAt(content, path));
  const where = place === "" ? "the configuration" : place;
  return new ToolweaveError("CONFIG_INVALID", `${file}: ${where} ${says}`, {
    details: { path: file, place },
  });
}

/** A key that is misspelt is also missing by its right name, which would lead astray. */
function tellingIssue(issues: readonly Issue[], content: unknown): Issue {
  const flat = issues.map((issue) => withinUnion(issue, content));
  return flat.find(({ code }) => code === "unrecognized_keys") ?? (flat[0] as Issue);
}

/** What is wrong with a value of one of several kinds, by the kind that it is. */
function withinUnion(issue: Issue, content: unknown): Issue {
  if (issue.code !== "invalid_union") return issue;
  const ofKind = issue.errors.find(
    (each) =>
      each.every(({ path }) => path.length > 0) ||
      each.some(({ code }) => code === "unrecognized_keys"),
  );
  if (ofKind === undefined) return issue;
  const nested = ofKind.map((each) => ({ ...each, path: [...issue.path, ...each.path] }));
  return tellingIssue(nested as Issue[], content);
}

function valueAt(content: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, key) => (at as Readonly<Record<PropertyKey, unknown>> | undefined)?.[key],
    content,
  );
}

function unknownKey(key: string, path: Path): string {
  const known = keysAt(configJsonSchema(), path);
  const [nearest] = nearestNames(key, known, 1);
  const advice =
    nearest === undefined ? `Known: ${known.join(", ")}.` : `Did you mean "${nearest}"?`;
  return `has the unknown key "${key}". ${advice}`;
}

/** The keys that a JSON Schema knows at a place. */
function keysAt(schema: SchemaNode, path: Path): string[] {
  const [step, ...rest] = path;
  const variants = [schema, ...((schema["anyOf"] as SchemaNode[] | undefined) ?? [])];
  if (step === undefined) return variants.flatMap((each) => Object.keys(each["properties"] ?? {}));
  return variants.flatMap((each) => {
    const properties = each["properties"] as Record<string, SchemaNode> | undefined;
    const next = typeof step === "number" ? each["items"] : properties?.[String(step)];
    return next === undefined ? [] : keysAt(next as SchemaNode, rest);
  });
}

function placeOf(path: Path): string {
  return path
    .map((key, at) => (typeof key === "number" ? `[${key}]` : `${at > 0 ? "." : ""}${String(key)}`))
    .join("");
}
