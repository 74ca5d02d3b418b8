import type { Ajv } from "ajv";
import type { JsonSchema } from "../../contract/tool.js";

/** Stands, with the steps that it takes, beside what can be done very often, so that it is counted. */
const COUNTED = "x-toolweave-counted";

const STEPS_OF_REFERENCE = 10;
/** Its target is sought each time. */
const STEPS_OF_DYNAMIC_REFERENCE = 40;
/** Values of an `enum` that are compared in one step. */
const COMPARED_AT_ONCE = 20;

/**
 * References that refer to references can take time that is exponential to the size of the value, and a
 * union of many takes theirs for each item.
 */
const MOST_STEPS = 1_000_000;
let stepsLeft = 0;

/** A check begins, which has all its steps before it. */
export function allowCounted(): void {
  stepsLeft = MOST_STEPS;
}

/** Has a compiler's checks throw once they have taken more steps than they may. */
export function counting(ajv: Ajv): Ajv {
  const count = (steps: number): boolean => {
    stepsLeft -= steps;
    if (stepsLeft < 0) throw new Error("the check takes too long");
    return true;
  };
  // What is counted may fail, and then nothing that stands after it is looked at.
  return ajv.addKeyword({ keyword: COUNTED, before: "$ref", errors: false, validate: count });
}

/** Marks a part of a schema whose steps are to be counted; false for one that has none. */
export function markSteps(part: object): boolean {
  const steps = stepsOf(part as JsonSchema);
  if (steps === 0) return false;
  // The compiler looks up what objects inherit as well. Comparisons do not, and what stands in `const` or
  // `enum` may be plain data that looks like a schema. So may the lists of names in `dependentRequired`, whose
  // members the compiler goes through: none is added there. Beside a reference it goes through them too, for
  // anything else that is to be checked.
  const mark = { value: steps, enumerable: refersTo(part as JsonSchema) };
  Object.setPrototypeOf(part, Object.defineProperty({}, COUNTED, mark));
  return true;
}

function refersTo({ $ref, $dynamicRef }: JsonSchema): boolean {
  return typeof $ref === "string" || typeof $dynamicRef === "string";
}

/** What of a part can be done as often as the value has items, or as references branch. */
function stepsOf(part: JsonSchema): number {
  const { $ref, $dynamicRef, anyOf, oneOf, enum: values } = part;
  const reference = typeof $ref === "string" ? STEPS_OF_REFERENCE : 0;
  const dynamic = typeof $dynamicRef === "string" ? STEPS_OF_DYNAMIC_REFERENCE : 0;
  const compared = Math.ceil(lengthOf(values) / COMPARED_AT_ONCE);
  return reference + dynamic + lengthOf(anyOf) + lengthOf(oneOf) + compared;
}

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0;
}
