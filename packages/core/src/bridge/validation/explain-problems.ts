import type { ErrorObject } from "ajv";
import type { JsonSchema } from "../../contract/tool.js";
import { nearestNames } from "../../errors/nearest-names.js";
import { plainAlternatives } from "./plain-alternatives.js";
import { fitsSeveral, relevantProblems } from "./relevant-problems.js";
import { requiredAlternatives } from "./required-alternatives.js";

const MAX_PROBLEMS = 5;
/** Those that are looked at: what one item of a union does wrong is sought among them all. */
const MAX_ERRORS = 300;
const MAX_GIVEN = 60;
/** Names are the guest's own, and may be of any length; so may paths, and what a schema says. */
const MAX_NAME = 100;
const MAX_WANTED = 1_000;
const MAX_KEYS = 20;
/** Values of an enumeration that are listed, and such as a wrong one is compared with. */
const MAX_LISTED = 12;
const MAX_COMPARED = 10_000;
const NUMBERS: readonly unknown[] = ["integer", "number"];

/**
 * What is wrong with a value, a clause each: the path, what the schema wants, what was given, and for an
 * unknown property the nearest known one.
 *
 * @param root what the value is called: `args`.
 */
export function explainProblems(errors: readonly ErrorObject[], root: string): string {
  const looked = errors.slice(0, MAX_ERRORS);
  const clauses = new Set(relevantProblems(looked).map((error) => explain(error, root)));
  const shown = [...clauses].slice(0, MAX_PROBLEMS);
  const more = clauses.size - shown.length;
  if (more > 0) shown.push(errors.length > looked.length ? "and more" : `and ${more} more`);
  return shown.join("; ");
}

function explain(error: ErrorObject, root: string): string {
  const { keyword, params } = error;
  const path = root + pathOf(error.instancePath);
  if (error.propertyName !== undefined) {
    const wanted =
      keyword === "enum"
        ? `must be one of ${list(params["allowedValues"])}${meant(error.propertyName, params["allowedValues"])}`
        : said(error);
    return `${path}: the name ${JSON.stringify(short(error.propertyName))} ${wanted}`;
  }
  switch (keyword) {
    case "required":
      return missing(path, String(params["missingProperty"]), error);
    case "additionalProperties":
    case "unevaluatedProperties":
      return unknown(path, params["additionalProperty"] ?? params["unevaluatedProperty"], error);
    case "type":
      return `${path} must be ${alternatives(params["type"])}, was given ${given(error.data)}${rounded(error.data, [params["type"]].flat())}`;
    case "enum":
      return `${path} must be one of ${list(params["allowedValues"])}, was given ${given(error.data)}${meant(error.data, params["allowedValues"])}`;
    case "const":
      return `${path} must be ${list([params["allowedValue"]])}, was given ${given(error.data)}`;
    case "anyOf":
    case "oneOf":
      return `${path} ${unfit(error)}, was given ${given(error.data)}${rounded(error.data, plainAlternatives(error)?.types)}${wantedPlainly(error) === undefined ? "" : meant(error.data, plainAlternatives(error)?.values)}`;
    case "not":
      return `${path} has a form that it must not have, was given ${given(error.data)}`;
    case "false schema":
      return `${path} must be left out, was given ${given(error.data)}`;
    default:
      return `${path} ${said(error)}, was given ${given(error.data)}`;
  }
}

/** What is wrong with a value that fits no branch of a union, or too many. */
function unfit(error: ErrorObject): string {
  const names = requiredAlternatives(error)?.map((branch) => branch.map(quoted).join(" and "));
  const wanted = names && short(names.join(", or "), MAX_WANTED);
  if (fitsSeveral(error)) {
    if (wanted !== undefined) return `may have only one of ${wanted}`;
    return "fits several of the forms it may have, and only one may fit";
  }
  if (wanted !== undefined) return `must have ${wanted}`;
  return wantedPlainly(error) ?? "fits none of the forms it may have";
}

/** Not for a value that is one of these, or of a type that may be: then something else is wrong with it. */
function wantedPlainly(error: ErrorObject): string | undefined {
  const plain = plainAlternatives(error);
  if (plain === undefined || plain.types.some((type) => isOfType(error.data, type)))
    return undefined;
  const { values, types } = plain;
  if (values.includes(error.data)) return undefined;
  if (values.length === 0) return `must be ${alternatives(types)}`;
  return `must be one of ${list(values)}${types.length > 0 ? `, or ${alternatives(types)}` : ""}`;
}

function isOfType(value: unknown, type: string): boolean {
  if (Array.isArray(value)) return type === "array";
  if (value === null) return type === "null";
  return type === "integer" ? Number.isInteger(value) : typeof value === type;
}

function quoted(name: string): string {
  return JSON.stringify(short(name));
}

/** The validator's own words. They repeat what the schema says. */
function said({ message = "is invalid" }: ErrorObject): string {
  return short(message, MAX_WANTED);
}

function missing(path: string, name: string, { parentSchema }: ErrorObject): string {
  const { properties = {} } = (parentSchema ?? {}) as { properties?: Record<string, unknown> };
  const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
  const { type, enum: values } = (schema ?? {}) as { type?: unknown; enum?: unknown };
  const wanted = values === undefined ? type && alternatives(type) : `one of ${list(values)}`;
  return `${path}${member(name)} is missing${wanted ? ` (${wanted})` : ""}`;
}

function unknown(path: string, name: unknown, error: ErrorObject): string {
  const { properties = {}, patternProperties } = (error.parentSchema ?? {}) as JsonSchema;
  const known = Object.keys(properties as object);
  // Others may be known to what the schema is made of, or by their form.
  const isAll = error.keyword === "additionalProperties" && patternProperties === undefined;
  const [nearest] = nearestNames(String(name), known, 1);
  const advice =
    nearest !== undefined
      ? `did you mean ${short(nearest)}?`
      : known.length === 0
        ? isAll && "it takes no properties"
        : `known${isAll ? "" : " among others"}: ${short(
            known
              .slice(0, 20)
              .map((each) => short(each))
              .join(", "),
            MAX_WANTED,
          )}`;
  return `${path}${member(name)} is unknown${advice ? `: ${advice}` : ""}`;
}

/** The nearest of more values than are listed: the one that was meant is hardly among the first. */
function meant(data: unknown, allowed: unknown): string {
  if (typeof data !== "string" || !Array.isArray(allowed) || allowed.length <= MAX_LISTED)
    return "";
  const texts = allowed.slice(0, MAX_COMPARED).filter((value) => typeof value === "string");
  const [nearest] = nearestNames(data, texts, 1);
  return nearest === undefined ? "" : `: did you mean ${JSON.stringify(short(nearest))}?`;
}

/** Whoever read `must be integer` alone would convert the digits, and mean another thing without knowing. */
function rounded(data: unknown, types: readonly unknown[] = []): string {
  const isNumberWanted = types.some((type) => NUMBERS.includes(type));
  if (!isNumberWanted || typeof data !== "string" || !/^-?\d{16,300}$/.test(data)) return "";
  const isExact = BigInt(data) === BigInt(Number(data));
  return isExact ? "" : ", which no number of JavaScript can hold: Number() would make it another";
}

/** A JSON Pointer as the path a programmer writes: `.items[0].name`. */
function pathOf(pointer: string): string {
  const keys = pointer.split("/").slice(1);
  const members = keys.map((key) => member(key.replaceAll("~1", "/").replaceAll("~0", "~")));
  if (members.length <= MAX_KEYS) return members.join("");
  const half = MAX_KEYS / 2;
  return `${members.slice(0, half).join("")}…${members.slice(-half).join("")}`;
}

function member(key: unknown): string {
  const name = short(String(key));
  if (/^\d+$/.test(name)) return `[${name}]`;
  return /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name)
    ? `.${name}`
    : `[${JSON.stringify(name)}]`;
}

function short(text: string, length = MAX_NAME): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

function alternatives(type: unknown): string {
  const types = Array.isArray(type) ? type : [type];
  return types.map(String).join(" or ");
}

function list(values: unknown): string {
  const all = Array.isArray(values) ? values : [values];
  const shown = all.slice(0, MAX_LISTED).map((value) => short(JSON.stringify(value)));
  return shown.join(", ") + (all.length > shown.length ? ", …" : "");
}

function given(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value) ?? typeof value;
  const shown = text.length > MAX_GIVEN ? `${text.slice(0, MAX_GIVEN)}…` : text;
  return Array.isArray(value) || typeof value !== "object" || value === null
    ? shown
    : `the object ${shown}`;
}
