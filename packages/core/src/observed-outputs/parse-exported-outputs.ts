import { ToolweaveError } from "../errors/toolweave-error.js";
import { isDataKey } from "./data-keys.js";
import { mergeShapes } from "./merge-shapes.js";
import type { Observation } from "./observation.js";
import {
  EMPTY_SHAPE,
  type FieldShape,
  type ObjectShape,
  type OutputShape,
  PLAIN_KINDS,
  SHAPE_LIMITS,
} from "./output-shape.js";
import { fittingShape } from "./shape-size.js";

type JsonObject = Readonly<Record<string, unknown>>;

/** Reads what `export` wrote, trusting none of it. @throws ToolweaveError `CONFIG_INVALID`. */
export function parseExportedOutputs(exported: unknown): Observation[] {
  const { version, tools } = objectAt(exported, "observed outputs");
  if (version !== 1) {
    throw invalid("version", "1, the only version this release reads", version);
  }
  if (!Array.isArray(tools)) throw invalid("tools", "an array", tools);
  return tools.map((tool, position) => parseTool(tool, `tools[${position}]`));
}

function parseTool(given: unknown, path: string): Observation {
  const tool = objectAt(given, path);
  return {
    server: stringAt(tool["server"], `${path}.server`),
    tool: stringAt(tool["tool"], `${path}.tool`),
    fingerprint: stringAt(tool["fingerprint"], `${path}.fingerprint`),
    results: countAt(tool["results"], `${path}.results`),
    shape: fittingShape(parseShape(tool["shape"], `${path}.shape`, 0)),
  };
}

function parseShape(given: unknown, path: string, depth: number): OutputShape {
  const { kinds = [], items, object } = objectAt(given, path);
  // The innermost arrays and objects have elements and values of which nothing is known.
  if (depth > SHAPE_LIMITS.depth + 1)
    throw invalid(path, "no deeper than shapes are learned", given);
  if (!Array.isArray(kinds)) throw invalid(`${path}.kinds`, "an array", kinds);
  const unknown = kinds.find((kind) => !PLAIN_KINDS.includes(kind));
  if (unknown !== undefined) {
    throw invalid(`${path}.kinds`, `made of ${PLAIN_KINDS.join(", ")}`, unknown);
  }
  if (kinds.length === 0 && items === undefined && object === undefined) return EMPTY_SHAPE;
  return {
    kinds: PLAIN_KINDS.filter((kind) => kinds.includes(kind)),
    items: items === undefined ? undefined : parseShape(items, `${path}.items`, depth + 1),
    object: object === undefined ? undefined : parseObject(object, `${path}.object`, depth),
  };
}

function parseObject(given: unknown, path: string, depth: number): ObjectShape {
  const object = objectAt(given, path);
  const seen = countAt(object["seen"], `${path}.seen`);
  const fields = new Map<string, FieldShape>();
  let values =
    object["values"] === undefined
      ? undefined
      : parseShape(object["values"], `${path}.values`, depth + 1);
  for (const [name, field] of Object.entries(objectAt(object["fields"], `${path}.fields`))) {
    const place = `${path}.fields[${JSON.stringify(name)}]`;
    if (!Array.isArray(field) || field.length !== 2) throw invalid(place, "[seen, shape]", field);
    const shape = parseShape(field[1], place, depth + 1);
    if (isDataKey(name)) values = mergeShapes(values ?? EMPTY_SHAPE, shape);
    else fields.set(name, { seen: countAt(field[0], place), shape });
  }
  return { seen, fields, values, hidesNames: object["hidesNames"] === true };
}

function objectAt(value: unknown, path: string): JsonObject {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as JsonObject;
  }
  throw invalid(path, "an object", value);
}

function stringAt(value: unknown, path: string): string {
  if (typeof value === "string") return value;
  throw invalid(path, "a string", value);
}

function countAt(value: unknown, path: string): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw invalid(path, "a count", value);
}

function invalid(path: string, expected: string, given: unknown): ToolweaveError {
  const kind = given === null ? "null" : Array.isArray(given) ? "an array" : typeof given;
  const shown = typeof given === "number" ? String(given) : kind;
  return new ToolweaveError(
    "CONFIG_INVALID",
    `These are not observed outputs as exportObservedOutputs() gives them: ${path} must be ${expected}, ` +
      `not ${shown}.`,
  );
}
