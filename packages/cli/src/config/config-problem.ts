import { nearestNames, ToolweaveError } from "@toolweave/core/node";
import type { z } from "zod";
import { configJsonSchema } from "./config-schema.js";

type Path = readonly PropertyKey[];
type SchemaNode = Readonly<Record<string, unknown>>;

/** The error for a configuration that does not fit its schema: `CONFIG_INVALID`, naming file and place. */
export function configProblem(file: string, issue: z.core.$ZodIssue): ToolweaveError {
  const { path } = issue;
  const place = placeOf(path);
  const says =
    issue.code === "unrecognized_keys"
      ? unknownKey(issue.keys[0] ?? "", path)
      : lower(issue.message);
  const where = place === "" ? "the configuration" : place;
  return new ToolweaveError("CONFIG_INVALID", `${file}: ${where} ${says}`, {
    details: { path: file, place },
  });
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

function lower(message: string): string {
  return `is wrong: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}
