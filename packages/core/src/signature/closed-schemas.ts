import type { JsonSchema } from "../contract/tool.js";
import type { ClosedNames } from "./closed-names.js";
import { isRecord, listOf } from "./json-values.js";

/** How deep references and branches are followed; what is closed beyond that counts as open. */
const MAX_DEPTH = 32;

/**
 * Tells which names an object may have, where its schema, what it refers to, a branch of its `allOf`, or each
 * of its `anyOf` or `oneOf` allows no others: `additionalProperties: false` knows nothing of what stands
 * beside it, and refuses it.
 */
export class ClosedSchemas {
  readonly #targetOf: (schema: JsonSchema) => unknown;
  /** Holds `undefined` for a schema that is being looked into, lest one that contains itself be so for ever. */
  readonly #known = new Map<JsonSchema, ClosedNames | undefined>();

  constructor(targetOf: (schema: JsonSchema) => unknown) {
    this.#targetOf = targetOf;
  }

  /** `undefined` for a schema that is open. */
  namesOf(schema: JsonSchema, depth = 0): ClosedNames | undefined {
    if (this.#known.has(schema)) return this.#known.get(schema);
    this.#known.set(schema, undefined);
    let names = ownNames(schema);
    for (const others of depth === MAX_DEPTH ? [] : this.#namesBeside(schema, depth + 1)) {
      names = names && others ? common(names, others) : (names ?? others);
    }
    this.#known.set(schema, names);
    return names;
  }

  *#namesBeside(schema: JsonSchema, depth: number): Iterable<ClosedNames | undefined> {
    yield this.#namesOfPart(this.#targetOf(schema), depth);
    for (const branch of listOf(schema["allOf"])) yield this.#namesOfPart(branch, depth);
    for (const keyword of ["anyOf", "oneOf"]) {
      const branches = listOf(schema[keyword]).map((branch) => this.#namesOfPart(branch, depth));
      if (branches.length > 0 && branches.every((names) => names !== undefined)) {
        yield new Set(branches.flatMap((names) => [...names]));
      }
    }
  }

  #namesOfPart(part: unknown, depth: number): ClosedNames | undefined {
    return isRecord(part) ? this.namesOf(part, depth) : undefined;
  }
}

function ownNames(schema: JsonSchema): ClosedNames | undefined {
  const { properties, patternProperties, additionalProperties } = schema;
  const hasPatterns = isRecord(patternProperties) && Object.keys(patternProperties).length > 0;
  if (additionalProperties !== false || hasPatterns) return undefined;
  return new Set(isRecord(properties) ? Object.keys(properties) : []);
}

function common(names: ClosedNames, others: ClosedNames): ClosedNames {
  return names === others ? names : new Set([...names].filter((name) => others.has(name)));
}
