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
  if (typeof model === "string") return model.startsWith("google");
  const { _llmType: typeOf } = (model ?? {}) as { _llmType?: () => string };
  return typeof typeOf === "function" && TYPES.includes(typeOf.call(model));
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
    const { $ref, allOf, ...rest } = given;
    if (typeof $ref === "string") {
      const target = this.#target($ref);
      const { type, description } = target;
      const levels = within.filter((ref) => ref === $ref).length;
      const isWhole = levels < LEVELS && this.#references++ < REFERENCES;
      return this.of({ ...(isWhole ? target : { type, description }), ...rest }, [...within, $ref]);
    }
    if (Array.isArray(allOf)) return this.of(merged([rest, ...allOf.filter(isSchema)]), within);
    const variants = variantsOf(rest);
    const some = variants.filter(({ type }) => type !== "null");
    const nullable = some.length < variants.length ? { nullable: true } : {};
    const [only, ...others] = some;
    if (only === undefined) return { ...this.#own(rest, within), ...nullable };
    const { anyOf: _, oneOf: __, type: ___, ...common } = rest;
    if (others.length === 0) return { ...this.of({ ...common, ...only }, within), ...nullable };
    const anyOf = some.map((variant) => this.of(variant, within));
    return { ...kept(common), anyOf, ...nullable };
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
      if (Array.isArray(required)) plain["required"] = required;
    }
    if (type === "array") {
      const one = Array.isArray(prefixItems) ? { anyOf: prefixItems } : items;
      plain["items"] = this.of(one, within);
    }
    return plain;
  }

  #target(ref: string): Schema {
    const path = ref.split("/").slice(1);
    const found = path.reduce<unknown>(
      (place, part) => (isSchema(place) ? place[part.replace(/~1/g, "/")] : undefined),
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

/** Type and values; of values Gemini lists only texts. */
function valuesOf({ type, const: single, enum: several }: Schema): Record<string, unknown> {
  const values = single === undefined ? several : [single];
  if (!Array.isArray(values)) return type === undefined ? {} : { type };
  if (values.every((value) => typeof value === "string")) return { type: "string", enum: values };
  const [kind = "string", ...others] = new Set(values.map((value) => typeof value));
  return others.length === 0 ? { type: type ?? kind } : {};
}

function kept(schema: Schema): Record<string, unknown> {
  const entries = KEPT.map((name) => [name, schema[name]] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function merged(schemas: readonly Schema[]): Schema {
  const properties = schemas.map((one) => one["properties"]).filter(isSchema);
  const required = schemas.flatMap((one) => (one["required"] as readonly string[]) ?? []);
  return Object.assign({}, ...schemas, {
    properties: Object.assign({}, ...properties),
    required: [...new Set(required)],
  });
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
