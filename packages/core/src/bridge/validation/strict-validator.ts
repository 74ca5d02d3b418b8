import { Ajv, type Options } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { JsonSchema } from "../../contract/tool.js";
import { allowCounted, counting, markSteps } from "./counted-steps.js";
import { settleDynamicReferences } from "./dynamic-references.js";
import { withExactMultiples } from "./exact-multiples.js";
import { compileLinear } from "./linear-regexp.js";

const OPTIONS: Options = {
  meta: false,
  strict: true,
  strictTypes: false,
  strictRequired: false,
  validateSchema: false,
  ownProperties: true,
  logger: false,
  code: { regExp: Object.assign(compileLinear, { code: "compileLinear" }) as never },
};

const FORM_OPTIONS: Options = { strict: false, validateFormats: false, logger: false };

/** What a schema may say and nobody would check: the strict compiler refuses what it does not know. */
const UNCHECKED = [
  "format",
  "formatMinimum",
  "formatMaximum",
  "formatExclusiveMinimum",
  "formatExclusiveMaximum",
  "contentEncoding",
  "contentMediaType",
  "contentSchema",
  // It takes quadratic time, and the arguments are the guest's.
  "uniqueItems",
];

/**
 * A test by a schema of the developer's own. Unlike the check of arguments, it never accepts what it
 * could not check: it throws where that takes too long, or is nested too deeply, for the values are the guest's.
 *
 * @throws Error for a schema with anything in it that cannot be checked.
 */
export function strictValidator(schema: JsonSchema): (value: unknown) => boolean {
  const { $schema: dialect, ...rules } = schema;
  const Dialect = /draft-0[0-7]/.test(String(dialect)) ? Ajv : Ajv2020;
  checkForm(new Dialect(FORM_OPTIONS), rules);
  const ajv = withExactMultiples(new Dialect(OPTIONS));
  for (const keyword of UNCHECKED) ajv.removeKeyword(keyword);
  if (JSON.stringify(rules).includes('"__proto__":')) {
    throw new Error("a property named __proto__ cannot be checked");
  }
  const validate = counting(ajv).compile(withMarks(rules));
  return (value) => {
    allowCounted();
    return validate(value) === true;
  };
}

/** A copy, for the schema is the developer's. */
function withMarks(schema: JsonSchema): JsonSchema {
  const copy = JSON.parse(JSON.stringify(schema)) as Record<string, unknown>;
  if (settleDynamicReferences(copy).size > 0) {
    throw new Error("a dynamic reference that may lead to several schemas cannot be checked");
  }
  return JSON.parse(JSON.stringify(copy), (_, part: unknown) => {
    if (typeof part === "object" && part !== null) markSteps(part);
    return part;
  });
}

/** The compiler itself takes a number in the place of a schema for one that says nothing. */
function checkForm(ajv: Ajv, schema: JsonSchema): void {
  if (ajv.validateSchema(schema) !== true) {
    throw new Error(ajv.errorsText(ajv.errors, { dataVar: "args" }));
  }
  if (JSON.stringify(schema).includes('"$async":')) {
    throw new Error("what is checked later cannot hold up a call: $async");
  }
}
