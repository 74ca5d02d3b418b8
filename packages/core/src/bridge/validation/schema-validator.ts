import { Ajv, type ErrorObject, MissingRefError, type Options, type ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { JsonSchema } from "../../contract/tool.js";
import { allowCounted, counting } from "./counted-steps.js";
import { withExactMultiples } from "./exact-multiples.js";
import { withExclusiveBounds } from "./exclusive-bounds.js";
import { prepareSchema } from "./prepare-schema.js";
import { allowSteps, serverPatterns } from "./server-patterns.js";

/** Gives what is wrong with a value; nothing if it fits. */
type SchemaValidator = (value: unknown) => readonly ErrorObject[];

const OPTIONS: Options = {
  meta: false,
  verbose: true,
  strict: false,
  validateSchema: false,
  // Formats are annotations by the standard, and servers are generous with them.
  validateFormats: false,
  // What every object inherits, such as a constructor, is no property of the value.
  ownProperties: true,
  // What is referred to in many places would be compiled as often.
  inlineRefs: false,
  logger: false,
  code: {
    // It takes longer than it saves, and time that is quadratic to the size of the schema.
    optimize: false,
  },
};

/** Where these stand, a pattern that is taken to match can make a value wrong that is right. */
const TURNS_MATCHES = /"(not|if|oneOf|patternProperties|maxContains)":/;

/** Comparing every item with every other takes quadratic time, and the items are the guest's. */
const SLOW_KEYWORD = "uniqueItems";

/** By schema, so that each is compiled once. */
type Validators = WeakMap<JsonSchema, SchemaValidator>;
const first: Validators = new WeakMap();
const all: Validators = new WeakMap();
const acceptAnything: SchemaValidator = () => [];

/**
 * Gives the first that is wrong with a value, by its schema, draft-07 or 2020-12 as the schema says. A
 * keyword that cannot be understood is left out. A schema that is too large accepts anything, and so does
 * one that takes too long.
 */
export function firstProblem(schema: JsonSchema, value: unknown): readonly ErrorObject[] {
  // Some servers send no schema at all.
  if (typeof schema !== "object" || schema === null) return [];
  return validatorOf(schema, first, OPTIONS)(value);
}

/**
 * Gives all that is wrong with a value. Only for small ones: each item of a large one may be wrong, and
 * more than once.
 */
export function allProblems(schema: JsonSchema, value: unknown): readonly ErrorObject[] {
  return validatorOf(schema, all, { ...OPTIONS, allErrors: true })(value);
}

function validatorOf(schema: JsonSchema, known: Validators, options: Options): SchemaValidator {
  let validator = known.get(schema);
  if (validator === undefined) {
    validator = compile(schema, options) ?? acceptAnything;
    known.set(schema, validator);
  }
  return validator;
}

function compile(
  schema: JsonSchema,
  options: Options,
  withoutStrays = false,
): SchemaValidator | undefined {
  let isStray = false;
  const draft07 = /draft-0[0-7]/.test(String(schema["$schema"]));
  const dialects = draft07 ? [Ajv, Ajv2020] : [Ajv2020, Ajv];
  // If one dialect does not understand it, the other may.
  for (const Dialect of dialects) {
    try {
      const prepared = prepareSchema(schema, { withoutStrays });
      // An instance remembers what it has compiled, by names that another server may use too.
      if (prepared === undefined) return undefined;
      const ajv = new Dialect(withPatterns(options, prepared));
      const generous = withExclusiveBounds(withExactMultiples(restrained(ajv)));
      return checking(generous.compile(prepared));
    } catch (error) {
      isStray ||= error instanceof MissingRefError;
    }
  }
  return isStray && !withoutStrays ? compile(schema, options, true) : undefined;
}

function withPatterns(options: Options, schema: JsonSchema): Options {
  const leave = TURNS_MATCHES.test(JSON.stringify(schema)) ? giveUp : (): boolean => true;
  const regExp = Object.assign(serverPatterns(leave), { code: "serverPattern" });
  return { ...options, code: { ...options.code, regExp: regExp as never } };
}

/** What is thrown ends the check, and the value is taken for right. */
function giveUp(): never {
  throw new Error("a pattern is left to the server");
}

function restrained(ajv: Ajv): Ajv {
  return counting(ajv.removeKeyword(SLOW_KEYWORD));
}

function checking(validate: ValidateFunction): SchemaValidator {
  return (value) => {
    allowCounted();
    allowSteps();
    try {
      return validate(value) ? [] : (validate.errors ?? []);
    } catch {
      // References without end overflow the stack, and patterns can be left to the server.
      return [];
    }
  };
}
