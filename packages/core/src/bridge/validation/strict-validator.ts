import { Ajv, type Options } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { JsonSchema } from "../../contract/tool.js";
import { compileLinear } from "./linear-regexp.js";

const OPTIONS: Options = {
  meta: false,
  strict: true,
  strictTypes: false,
  strictRequired: false,
  validateSchema: false,
  validateFormats: false,
  logger: false,
  code: { regExp: Object.assign(compileLinear, { code: "compileLinear" }) as never },
};

/**
 * A test by a schema of the developer's own. Unlike the check of arguments, it never accepts what it
 * could not check.
 *
 * @throws Error for a schema with anything in it that cannot be checked.
 */
export function strictValidator(schema: JsonSchema): (value: unknown) => boolean {
  const { $schema: dialect, ...rules } = schema;
  const ajv = /draft-0[0-7]/.test(String(dialect)) ? new Ajv(OPTIONS) : new Ajv2020(OPTIONS);
  // It takes quadratic time, and the arguments are the guest's.
  ajv.removeKeyword("uniqueItems");
  const validate = ajv.compile(rules);
  return (value) => validate(value) === true;
}
