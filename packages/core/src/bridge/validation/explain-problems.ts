import type { ErrorObject } from "ajv";
import { nearestNames } from "../../errors/nearest-names.js";

const MAX_PROBLEMS = 5;
/** Those that are looked at: what one item of a union does wrong is sought among them all. */
const MAX_ERRORS = 300;
const MAX_GIVEN = 60;

/**
 * What is wrong with a value, a clause each: the path, what the schema wants, what was given, and for an
 * unknown property the nearest known one.
 *
 * @param root what the value is called: `args`.
 */
export function explainProblems(errors: readonly ErrorObject[], root: string): string {
  const looked = errors.slice(0, MAX_ERRORS);
  const clauses = new Set(relevant(looked).map((error) => explain(error, root)));
  const shown = [...clauses].slice(0, MAX_PROBLEMS);
  const more = clauses.size - shown.length;
  if (more > 0) shown.push(errors.length > looked.length ? "and more" : `and ${more} more`);
  return shown.join("; ");
}

/**
 * Of a union that nothing fits: the complaints of a branch that got further than the union itself, or
 * else the one complaint that nothing fits.
 */
function relevant(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const unions = errors.filter(({ keyword }) => keyword === "anyOf" || keyword === "oneOf");
  // Items of one array share the path in the schema, and differ in that of the value.
  const isBranch = (error: ErrorObject, union: ErrorObject): boolean =>
    error.schemaPath.startsWith(`${union.schemaPath}/`) &&
    `${error.instancePath}/`.startsWith(`${union.instancePath}/`);
  const isDeeper = (error: ErrorObject, union: ErrorObject): boolean =>
    isBranch(error, union) && error.instancePath !== union.instancePath;
  return errors.filter((error) => {
    if (error.keyword === "if") return false;
    if (unions.includes(error)) return !errors.some((other) => isDeeper(other, error));
    return unions.every((union) => !isBranch(error, union) || isDeeper(error, union));
  });
}

function explain(error: ErrorObject, root: string): string {
  const { keyword, params } = error;
  const path = root + pathOf(error.instancePath);
  switch (keyword) {
    case "required":
      return missing(`${path}${member(params["missingProperty"])}`, error);
    case "additionalProperties":
    case "unevaluatedProperties":
      return unknown(path, params["additionalProperty"] ?? params["unevaluatedProperty"], error);
    case "type":
      return `${path} must be ${alternatives(params["type"])}, was given ${given(error.data)}`;
    case "enum":
      return `${path} must be one of ${list(params["allowedValues"])}, was given ${given(error.data)}`;
    case "const":
      return `${path} must be ${JSON.stringify(params["allowedValue"])}, was given ${given(error.data)}`;
    case "anyOf":
    case "oneOf":
      return `${path} fits none of the forms it may have, was given ${given(error.data)}`;
    default:
      return `${path} ${error.message ?? "is invalid"}, was given ${given(error.data)}`;
  }
}

function missing(path: string, { parentSchema }: ErrorObject): string {
  const name = path.slice(path.lastIndexOf(".") + 1);
  const properties = (parentSchema as { properties?: Record<string, unknown> })?.properties;
  const schema = properties?.[name] as { type?: unknown; enum?: unknown } | undefined;
  const wanted = schema?.enum ?? schema?.type;
  const type = schema?.enum === undefined ? alternatives(wanted) : `one of ${list(wanted)}`;
  return `${path} is missing${wanted === undefined ? "" : ` (${type})`}`;
}

function unknown(path: string, name: unknown, { parentSchema }: ErrorObject): string {
  const known = Object.keys(
    (parentSchema as { properties?: Record<string, unknown> })?.properties ?? {},
  );
  const [nearest] = nearestNames(String(name), known, 1);
  const advice =
    nearest !== undefined
      ? `did you mean ${nearest}?`
      : known.length === 0
        ? "it takes no properties"
        : `known: ${known.slice(0, 20).join(", ")}`;
  return `${path}${member(name)} is unknown: ${advice}`;
}

/** A JSON Pointer as the path a programmer writes: `.items[0].name`. */
function pathOf(pointer: string): string {
  const keys = pointer.split("/").slice(1);
  return keys.map((key) => member(key.replaceAll("~1", "/").replaceAll("~0", "~"))).join("");
}

function member(key: unknown): string {
  const name = String(key);
  if (/^\d+$/.test(name)) return `[${name}]`;
  return /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name)
    ? `.${name}`
    : `[${JSON.stringify(name)}]`;
}

function alternatives(type: unknown): string {
  const types = Array.isArray(type) ? type : [type];
  return types.map(String).join(" or ");
}

function list(values: unknown): string {
  const all = Array.isArray(values) ? values : [values];
  const shown = all.slice(0, 12).map((value) => JSON.stringify(value));
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
