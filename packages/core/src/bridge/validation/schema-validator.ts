import { Ajv, type ErrorObject, type Options } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { JsonSchema } from "../../contract/tool.js";
import { linearRegExp } from "./linear-regexp.js";

/** Gives what is wrong with a value; nothing if it fits. */
export type SchemaValidator = (value: unknown) => readonly ErrorObject[];

/** Larger schemas are left for the server to check: compiling them would hold up everyone. */
const MAX_SCHEMA_CHARACTERS = 200_000;

const OPTIONS: Options = {
  allErrors: true,
  meta: false,
  verbose: true,
  strict: false,
  validateSchema: false,
  // Formats are annotations by the standard, and servers are generous with them.
  validateFormats: false,
  addUsedSchema: false,
  logger: false,
  code: { regExp: Object.assign(linearRegExp, { code: "linearRegExp" }) as never },
};

/** Comparing every item with every other takes quadratic time, and the items are the guest's. */
const SLOW_KEYWORD = "uniqueItems";
const DRAFT_07: Ajv = new Ajv(OPTIONS).removeKeyword(SLOW_KEYWORD);
const DRAFT_2020: Ajv2020 = new Ajv2020(OPTIONS).removeKeyword(SLOW_KEYWORD) as Ajv2020;

const validators = new WeakMap<JsonSchema, SchemaValidator>();
const acceptAnything: SchemaValidator = () => [];

/**
 * The validator of a schema, draft-07 or 2020-12 as the schema says, compiled once. A schema that
 * cannot be compiled, for it is broken or too large, accepts anything.
 */
export function schemaValidator(schema: JsonSchema): SchemaValidator {
  // Some servers send no schema at all.
  if (typeof schema !== "object" || schema === null) return acceptAnything;
  let validator = validators.get(schema);
  if (validator === undefined) {
    validator = compile(schema) ?? acceptAnything;
    validators.set(schema, validator);
  }
  return validator;
}

function compile(schema: JsonSchema): SchemaValidator | undefined {
  try {
    if (JSON.stringify(schema).length > MAX_SCHEMA_CHARACTERS) return undefined;
  } catch {
    return undefined;
  }
  const { $schema: dialect, ...rules } = schema;
  const order = /draft-0[0-7]/.test(String(dialect))
    ? [DRAFT_07, DRAFT_2020]
    : [DRAFT_2020, DRAFT_07];
  for (const ajv of order) {
    try {
      const validate = ajv.compile(rules);
      return (value) => {
        try {
          return validate(value) ? [] : (validate.errors ?? []);
        } catch {
          // A schema that refers to itself without end overflows the stack.
          return [];
        }
      };
    } catch {
      // The other dialect may understand it.
    } finally {
      // Else every schema there ever was would be kept.
      ajv.removeSchema(rules);
    }
  }
  return undefined;
}
