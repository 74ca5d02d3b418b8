import { standardType } from "../../signature/type-words.js";
import { isObject } from "./schema-places.js";

type Form = (value: unknown) => boolean;

const isNumber: Form = (value) => typeof value === "number";
const isText: Form = (value) => typeof value === "string";
const isSchema: Form = (value) => typeof value === "boolean" || isObject(value);
const isList: Form = Array.isArray;
/** The standard has no empty ones, of which nothing could be right. */
const isFilledList: Form = (value) => Array.isArray(value) && value.length > 0;

/** As the compiler has it. */
const isAnchor: Form = (value) => typeof value === "string" && /^[a-z_][-a-z0-9._]*$/i.test(value);
/** It would have the check done later: nobody would wait for it, nor catch what it throws. */
const isNothing: Form = () => false;

/** What the value of a keyword must be, for the compiler to understand it. */
const FORMS: ReadonlyMap<string, Form> = new Map([
  ["type", (value) => [value].flat().every((word) => standardType(word) === word)],
  ["nullable", (value) => typeof value === "boolean"],
  ["exclusiveMinimum", (value) => typeof value === "number" || typeof value === "boolean"],
  ["exclusiveMaximum", (value) => typeof value === "number" || typeof value === "boolean"],
  ["items", (value) => isSchema(value) || Array.isArray(value)],
  ...formOf(isNumber, ["minimum", "maximum", "multipleOf", "minLength", "maxLength", "minItems"]),
  ...formOf(isNumber, ["maxItems", "minProperties", "maxProperties", "minContains", "maxContains"]),
  ["$async", isNothing],
  ...formOf(isAnchor, ["$anchor", "$dynamicAnchor"]),
  ...formOf(isText, ["pattern", "format", "$id", "$ref", "$dynamicRef", "$recursiveRef"]),
  ...formOf(isFilledList, ["enum", "anyOf", "oneOf"]),
  ...formOf(isList, ["required", "allOf", "prefixItems"]),
  ...formOf(isSchema, ["additionalItems", "additionalProperties", "propertyNames", "contains"]),
  ...formOf(isSchema, ["unevaluatedItems", "unevaluatedProperties", "not", "if", "then", "else"]),
  ...formOf(isObject, ["properties", "patternProperties", "dependentSchemas", "dependencies"]),
  ...formOf(isObject, ["dependentRequired", "$defs", "definitions"]),
]);

/** What their members must be. */
const MEMBERS: ReadonlyMap<string, Form> = new Map([
  ["items", isSchema],
  ["required", isText],
  ["dependencies", (value) => isSchema(value) || Array.isArray(value)],
  ["dependentRequired", isList],
  ...formOf(isSchema, ["anyOf", "oneOf", "allOf", "prefixItems"]),
  ...formOf(isSchema, ["properties", "patternProperties", "dependentSchemas"]),
]);

/** Whether what stands under a keyword is known to be of the standard. */
export function isKnownKeyword(keyword: string): boolean {
  return FORMS.has(keyword);
}

/** Whether a keyword, whatever its members, can be understood. */
export function hasItsForm(keyword: string, value: unknown): boolean {
  return FORMS.get(keyword)?.(value) ?? true;
}

/** The members of a list or an object that cannot be understood, by their keys. */
export function brokenMembers(keyword: string, value: unknown): string[] {
  const form = MEMBERS.get(keyword);
  const isSchemaItself = keyword === "items" && !Array.isArray(value);
  if (form === undefined || isSchemaItself || typeof value !== "object" || value === null)
    return [];
  return Object.entries(value).flatMap(([key, member]) => (form(member) ? [] : [key]));
}

function formOf(form: Form, keywords: readonly string[]): [string, Form][] {
  return keywords.map((keyword) => [keyword, form]);
}
