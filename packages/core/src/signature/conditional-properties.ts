import type { JsonSchema } from "../contract/tool.js";
import { isRecord, listOf, own } from "./json-values.js";

/** How deep branches are looked through. */
const MAX_DEPTH = 8;
/** Properties that are looked at for one schema; further conditions add none. */
const MAX_PROPERTIES = 5_000;
/** Branches and references of one schema that are looked through. */
const MAX_PARTS = 300;

type TargetOf = (schema: JsonSchema) => unknown;

interface Property {
  readonly name: string;
  readonly schema: unknown;
}

/**
 * The properties that a schema names only for some values, in `then`, `else` and `dependentSchemas`, each with
 * its schemas. One that it names for others too is not among them: what it is like is said there.
 */
export function conditionalProperties(
  schema: JsonSchema,
  targetOf: TargetOf,
): ReadonlyMap<string, ReadonlySet<unknown>> {
  const found = new Map<string, Set<unknown>>();
  for (const property of conditionalOf(schema, targetOf)) {
    const schemas = found.get(property.name);
    if (schemas === undefined) found.set(property.name, new Set([property.schema]));
    else schemas.add(property.schema);
  }
  if (found.size === 0) return found;
  for (const { name } of named(schema, targetOf)) found.delete(name);
  return found;
}

function* conditionalOf(schema: JsonSchema, targetOf: TargetOf): Iterable<Property> {
  let left = MAX_PROPERTIES;
  for (const condition of conditionsOf(schema)) {
    for (const property of named(condition, targetOf)) {
      if (--left < 0) return;
      yield property;
    }
  }
}

/** The schemas that hold on a condition, those of branches included. */
function* conditionsOf(schema: JsonSchema, depth = 0): Iterable<JsonSchema> {
  const { dependentSchemas, dependencies } = schema;
  const conditional = schema["if"] === undefined ? [] : [schema["then"], schema["else"]];
  const dependent = [dependentSchemas, dependencies].filter(isRecord).flatMap(Object.values);
  yield* [...conditional, ...dependent].filter(isRecord);
  if (depth === MAX_DEPTH) return;
  for (const inner of [...conditional, ...dependent, ...branchesOf(schema)]) {
    if (isRecord(inner)) yield* conditionsOf(inner, depth + 1);
  }
}

/** The properties that a schema names on no condition, in branches and behind references too. */
function* named(schema: JsonSchema, targetOf: TargetOf): Iterable<Property> {
  // By a list and not by recursion: references may form a chain of any length.
  const waiting = new Set([schema]);
  for (const part of waiting) {
    const properties = isRecord(part["properties"]) ? part["properties"] : {};
    for (const name of Object.keys(properties)) yield { name, schema: own(properties, name) };
    if (waiting.size > MAX_PARTS) continue;
    for (const inner of [targetOf(part), ...branchesOf(part)]) {
      if (isRecord(inner)) waiting.add(inner);
    }
  }
}

function branchesOf(schema: JsonSchema): unknown[] {
  return ["allOf", "anyOf", "oneOf"].flatMap((keyword) => listOf(schema[keyword]));
}
