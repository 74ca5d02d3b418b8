import { isRecord } from "./json-values.js";
import { literalText } from "./literal-text.js";
import type { PropertyDoc, SchemaDoc } from "./schema-doc.js";

const MAX_FACT = 60;

/** What is demanded beyond a type, in a few words each: `date-time`, `1 to 100`, `each uuid`, `default 20`. */
export function factsOf({ own, each }: PropertyDoc): string[] {
  const ofEach = each === undefined ? [] : demandsOf(each).map((fact) => `each ${fact}`);
  const facts = [
    ...demandsOf(own),
    ...ofEach,
    own["deprecated"] === true ? "deprecated" : undefined,
    defaultOf(own),
  ];
  return facts.filter((fact) => fact !== undefined);
}

function demandsOf(schema: SchemaDoc): string[] {
  const demands = [
    words(schema["format"]),
    words(schema["contentEncoding"]),
    words(schema["contentMediaType"]),
    range(schema),
    count(schema["minLength"], schema["maxLength"], "characters"),
    count(schema["minItems"], schema["maxItems"], "items"),
    multiple(schema["multipleOf"]),
    pattern(schema["pattern"]),
  ];
  return demands.filter((demand) => demand !== undefined);
}

/** `default 20`; `undefined` where there is none or it is null. */
export function defaultOf(schema: SchemaDoc): string | undefined {
  const value = schema["default"];
  if (value === undefined || value === null) return undefined;
  const text = shortJson(value);
  return text === undefined ? undefined : `default ${text}`;
}

/** A value as JSON, if that is short. */
export function shortJson(value: unknown): string | undefined {
  if (typeof value === "object" && value !== null) {
    const size = isRecord(value) ? Object.keys(value).length : (value as unknown[]).length;
    if (size > 8 || Object.values(value).some(isNested)) return undefined;
    const text = JSON.stringify(value);
    return text.length > MAX_FACT ? undefined : text;
  }
  const text = literalText(value);
  return text === undefined || text.length > MAX_FACT ? undefined : text;
}

function isNested(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function words(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" && value.length <= MAX_FACT ? value : undefined;
}

function range(schema: SchemaDoc): string | undefined {
  const low = bound(schema["minimum"], schema["exclusiveMinimum"], Math.max);
  const high = bound(schema["maximum"], schema["exclusiveMaximum"], Math.min);
  if (low?.isIncluded && high?.isIncluded) return `${low.value} to ${high.value}`;
  const bounds = [
    low === undefined ? undefined : `${low.isIncluded ? ">=" : ">"} ${low.value}`,
    high === undefined ? undefined : `${high.isIncluded ? "<=" : "<"} ${high.value}`,
  ].filter((text) => text !== undefined);
  return bounds.length === 0 ? undefined : bounds.join(", ");
}

/** The stricter of two bounds. In draft-04 and OpenAPI 3.0 the exclusive one only says of what kind the other is. */
function bound(
  inclusive: unknown,
  exclusive: unknown,
  stricter: (a: number, b: number) => number,
): { value: number; isIncluded: boolean } | undefined {
  const included = limit(inclusive);
  const excluded = exclusive === true ? included : limit(exclusive);
  if (excluded === undefined) {
    return included === undefined ? undefined : { value: included, isIncluded: true };
  }
  const value = included === undefined ? excluded : stricter(included, excluded);
  return { value, isIncluded: value !== excluded };
}

/** The limits of safe integers, which generators write for any integer, are none. */
function limit(value: unknown): number | undefined {
  if (typeof value !== "number" || !Number.isFinite(value)) return undefined;
  return Math.abs(value) >= Number.MAX_SAFE_INTEGER ? undefined : value;
}

function count(min: unknown, max: unknown, unit: string): string | undefined {
  const least = limit(min) ?? 0;
  const most = limit(max);
  if (most !== undefined && least === most) return `${most} ${unit}`;
  if (most !== undefined) return `${least > 0 ? `${least} to ${most}` : `at most ${most}`} ${unit}`;
  // A required string is hardly ever meant to be empty: to say so teaches nothing.
  return least > 1 ? `at least ${least} ${unit}` : undefined;
}

function multiple(value: unknown): string | undefined {
  const step = limit(value);
  return step === undefined || step === 1 ? undefined : `multiple of ${step}`;
}

function pattern(value: unknown): string | undefined {
  const text = words(value);
  return text === undefined ? undefined : `matches ${text}`;
}
