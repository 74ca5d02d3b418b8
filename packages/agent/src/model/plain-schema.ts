import { modelType, namedProvider } from "./model-type.js";

type Schema = Readonly<Record<string, unknown>>;

/** What stays as it is. */
const KEPT = ["title", "description", "minItems", "maxItems", "minLength", "maxLength", "minimum"];
/** How often a schema that refers to itself is written out within itself. */
const LEVELS = 2;
/** How many references are written out in all: schemas that refer to each other would grow without bound. */
const REFERENCES = 300;

/** Models, by what they say their type is, whose provider takes only a part of JSON Schema: Gemini. */
const TYPES = ["google", "googlegenerativeai"];

/** True for a model whose provider refuses tools with schemas that are not plain. */
export function needsPlainSchemas(model: unknown): boolean {
  return namedProvider(model)?.startsWith("google") || TYPES.includes(modelType(model));
}

/**
 * A JSON Schema in what Gemini knows of it: types, properties, items, enumerations of texts, `anyOf` and
 * `nullable`. What cannot be said so is left out, so that more fits than before: whoever gets the arguments
 * checks them.
 */
export function plainSchema(schema: Schema): Record<string, unknown> {
  return new PlainSchema(schema).of(schema, []);
}

class PlainSchema {
  readonly #root: Schema;
  #references = 0;

  constructor(root: Schema) {
    this.#root = root;
  }

  /** @param within the references that have led here. */
  of(given: unknown, within: readonly string[]): Record<string, unknown> {
    if (!isSchema(given)) return {};
    const [schema, path] = this.#whole(given, within);
    const variants = variantsOf(schema);
    if (schema["type"] === "object") return this.#object(schema, variants, path);
    const some = variants.filter(({ type }) => type !== "null");
    const nullable = some.length < variants.length ? { nullable: true } : {};
    const [only, ...others] = some;
    if (only === undefined) return { ...this.#own(schema, path), ...nullable };
    const { anyOf: _, oneOf: __, type, ...common } = schema;
    const typed = typeof type === "string" ? { type } : {};
    if (others.length === 0)
      return { ...this.of({ ...typed, ...common, ...only }, path), ...nullable };
    const anyOf = some.map((variant) => this.of({ ...typed, ...variant }, path));
    return { ...kept(common), anyOf, ...nullable };
  }

  /** An object, with the properties of all that it may be besides: a tool has to take a plain one. */
  #object(
    schema: Schema,
    variants: readonly Schema[],
    within: readonly string[],
  ): Record<string, unknown> {
    const wholes = variants.map((variant) => this.#whole(variant, within));
    const path = wholes.flatMap(([, refs]) => refs.slice(within.length));
    const either = eitherOf(wholes.map(([whole]) => whole));
    return this.#own(merged([either, schema]), [...within, ...path]);
  }

  /** A schema with what it refers to and all that it has to be at once, and the references that have led there. */
  #whole(given: Schema, within: readonly string[]): [Schema, string[]] {
    const { $ref, allOf, ...rest } = given;
    const parts: [Schema, string[]][] = Array.isArray(allOf)
      ? allOf.filter(isSchema).map((part) => this.#whole(part, within))
      : [];
    if (typeof $ref === "string") {
      const target = this.#target($ref);
      const { type, description } = target;
      const levels = within.filter((ref) => ref === $ref).length;
      const isWhole = levels < LEVELS && this.#references++ < REFERENCES;
      const written = isWhole ? target : { type, description };
      parts.push(this.#whole(written, [...within, $ref]));
    }
    const path = parts.flatMap(([, refs]) => refs.slice(within.length));
    return [withType(merged([...parts.map(([part]) => part), rest])), [...within, ...path]];
  }

  /** One that is no union. */
  #own(schema: Schema, within: readonly string[]): Record<string, unknown> {
    const { type, properties, required, items, prefixItems } = schema;
    const plain: Record<string, unknown> = { ...kept(schema), ...valuesOf(schema) };
    if (type === "object" && isSchema(properties)) {
      const entries = Object.entries(properties);
      plain["properties"] = Object.fromEntries(
        entries.map(([name, one]) => [name, this.of(one, within)]),
      );
      const known = Array.isArray(required)
        ? required.filter((name: string) => Object.hasOwn(properties, name))
        : [];
      if (known.length > 0) plain["required"] = known;
    }
    if (type === "array") {
      const one = Array.isArray(prefixItems) ? { anyOf: prefixItems } : items;
      plain["items"] = this.of(one, within);
    }
    return plain;
  }

  #target(ref: string): Schema {
    const found = pathOf(ref).reduce<unknown>(
      (place, part) =>
        isSchema(place) || Array.isArray(place) ? (place as Schema)[part] : undefined,
      this.#root,
    );
    return isSchema(found) && ref.startsWith("#") ? found : {};
  }
}

/** What a union allows; nothing for what is no union. */
function variantsOf({ anyOf, oneOf, type, enum: values }: Schema): Schema[] {
  const union = anyOf ?? oneOf;
  if (Array.isArray(union)) return union.filter(isSchema);
  if (!Array.isArray(type)) return [];
  const list = Array.isArray(values) ? { enum: values.filter((value) => value !== null) } : {};
  return type.map((each: unknown) => (each === "null" ? { type: each } : { type: each, ...list }));
}

/** The keys of a reference into a schema: a JSON Pointer, which in a URI is encoded twice. */
function pathOf(ref: string): string[] {
  const parts = ref.split("/").slice(1);
  return parts.map((part) => decodedPart(part).replace(/~1/g, "/").replace(/~0/g, "~"));
}

function decodedPart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A name with a "%" of its own, which nobody has encoded.
    return part;
  }
}

/** Type and values; of values Gemini lists only texts. */
function valuesOf({ type, const: single, enum: several }: Schema): Record<string, unknown> {
  const all = single === undefined ? several : [single];
  if (!Array.isArray(all)) return type === undefined ? {} : { type };
  const values = all.filter((value) => value !== null);
  if (values.length === 0 && all.length > 0) return { type: "null" };
  const nullable = values.length < all.length ? { nullable: true } : {};
  if (values.every((value) => typeof value === "string"))
    return { ...textsOf(values), ...nullable };
  const [kind = "string", ...others] = new Set(values.map((value) => typeof value));
  return others.length === 0 ? { type: type ?? kind, ...nullable } : {};
}

/** One of some texts. Gemini refuses a list with the empty one. */
function textsOf(texts: readonly string[]): Record<string, unknown> {
  const listed = texts.filter((text) => text !== "");
  if (listed.length === texts.length) return { type: "string", enum: texts };
  const empty = { type: "string", maxLength: 0 };
  return listed.length === 0 ? empty : { anyOf: [{ type: "string", enum: listed }, empty] };
}

function kept(schema: Schema): Record<string, unknown> {
  const entries = KEPT.map((name) => [name, schema[name]] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** What fits all of these schemas, of which later ones say more. */
function merged(schemas: readonly Schema[]): Schema {
  const [only, ...others] = schemas;
  if (only !== undefined && others.length === 0) return only;
  const required = schemas.flatMap(({ required: names }) => (Array.isArray(names) ? names : []));
  return {
    ...Object.assign({}, ...schemas),
    ...propertiesOf(schemas, "allOf"),
    ...(required.length > 0 && { required: [...new Set(required)] }),
  };
}

/** What fits each of these objects: it has the properties of all, and needs those that all need. */
function eitherOf(schemas: readonly Schema[]): Schema {
  const names = schemas.map(({ required }) => (Array.isArray(required) ? required : []));
  const required = (names[0] ?? []).filter((name) => names.every((each) => each.includes(name)));
  return { ...propertiesOf(schemas, "anyOf"), required };
}

/** The properties of several objects; those of the same name are joined. */
function propertiesOf(schemas: readonly Schema[], join: "allOf" | "anyOf"): Schema {
  const properties = new Map<string, unknown[]>();
  for (const [name, one] of schemas.flatMap((schema) =>
    Object.entries(schema["properties"] ?? {}),
  )) {
    properties.set(name, [...(properties.get(name) ?? []), one]);
  }
  const entries = [...properties].map(([name, all]) => [
    name,
    all.length === 1 ? all[0] : { [join]: all },
  ]);
  return entries.length === 0 ? {} : { properties: Object.fromEntries(entries) };
}

/** Whoever writes a schema by hand may leave out the type that goes without saying. */
function withType(schema: Schema): Schema {
  if (schema["type"] !== undefined) return schema;
  if (isSchema(schema["properties"])) return { ...schema, type: "object" };
  return isSchema(schema["items"]) ? { ...schema, type: "array" } : schema;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
