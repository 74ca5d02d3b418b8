import fc from "fast-check";

/** Names and texts that a careless generator of TypeScript stumbles over. */
const AWKWARD: readonly string[] = [
  "",
  "*/",
  "*/ declare const broken: ;",
  "// @ts-expect-error",
  "@ts-ignore",
  "\n",
  "\u2028",
  "\ud800",
  '"',
  "'",
  "`$`",
  "\\",
  "a-b",
  "0",
  "new",
  "get",
  "readonly",
  "constructor",
  "__proto__",
  "then",
  "Promise",
  "Record",
  "string",
  "größe",
  "क्‍ष",
  "🔥",
];

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("a", "b", "c", "owner", "list_items", ...AWKWARD) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
);

const junk = fc.jsonValue({ maxDepth: 2 });

/** What stands where a keyword's value should, and now and then something that should not. */
function mostly<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 9, arbitrary }, { weight: 1, arbitrary: junk });
}

const typeNames = [
  "string",
  "number",
  "integer",
  "boolean",
  "null",
  "object",
  "array",
  "str",
  "any",
];
const pointers = [
  "#",
  "#/$defs/a",
  "#/$defs/b",
  "#/$defs/c",
  "#/definitions/a",
  "#/properties/a",
  "#/properties/b/items",
  "#/properties/a/properties/b",
  "#a",
  "#/$defs/%E0%A4%A",
  "https://example.com/schema.json",
];

const facts = {
  title: mostly(text),
  description: mostly(text),
  default: junk,
  examples: mostly(fc.array(junk, { maxLength: 2 })),
  format: mostly(text),
  pattern: mostly(text),
  minimum: mostly(fc.double()),
  exclusiveMinimum: mostly(fc.boolean()),
  maximum: mostly(fc.integer()),
  minLength: mostly(fc.nat()),
  minItems: mostly(fc.nat({ max: 3 })),
  maxItems: mostly(fc.nat({ max: 3 })),
  nullable: mostly(fc.boolean()),
  deprecated: mostly(fc.boolean()),
};

const type = mostly(
  fc.oneof(
    fc.constantFrom(...typeNames),
    fc.uniqueArray(fc.constantFrom(...typeNames), { maxLength: 3 }),
  ),
);

const { schema, document } = fc.letrec<{ schema: unknown; document: unknown }>((tie) => {
  const schema = tie("schema");
  const schemas = fc.array(schema, { maxLength: 3 });
  const named = fc.dictionary(text, schema, { maxKeys: 4, noNullPrototype: true });
  const definitions = fc.dictionary(fc.constantFrom("a", "b", "c"), schema, {
    noNullPrototype: true,
  });
  const keywords = {
    type,
    properties: mostly(named),
    required: mostly(fc.array(text, { maxLength: 3 })),
    additionalProperties: mostly(schema),
    patternProperties: mostly(named),
    propertyNames: mostly(fc.record({ enum: fc.array(text, { maxLength: 3 }) })),
    items: mostly(fc.oneof(schema, schemas)),
    prefixItems: mostly(schemas),
    additionalItems: mostly(schema),
    enum: mostly(fc.array(fc.oneof(text, junk), { maxLength: 4 })),
    const: fc.oneof(text, junk),
    anyOf: mostly(schemas),
    oneOf: mostly(schemas),
    allOf: mostly(schemas),
    not: mostly(schema),
    if: schema,
    $ref: mostly(fc.constantFrom(...pointers)),
    $defs: mostly(definitions),
    definitions: mostly(definitions),
    $anchor: mostly(fc.constantFrom("a", "b")),
    ...facts,
  };
  const leaf = fc.oneof(
    { weight: 6, arbitrary: fc.record({ type }) },
    { weight: 3, arbitrary: fc.record({ $ref: fc.constantFrom(...pointers) }) },
    { weight: 1, arbitrary: fc.boolean() },
    { weight: 1, arbitrary: junk },
  );
  const three = fc.record({ a: schema, b: schema, c: schema });
  return {
    schema: fc.oneof({ maxDepth: 5, depthSize: "medium" }, leaf, fewOf(keywords)),
    document: fc.record({
      type: fc.constant("object"),
      properties: three,
      $defs: three,
      required: fc.subarray(["a", "b"]),
    }),
  };
});

/** Any JSON that claims to be a schema: of every keyword, well used or badly, nested and going round. */
export const arbitrarySchema: fc.Arbitrary<unknown> = fc.oneof(document, schema);

/** Records that have some of the keys; with each key as likely as not, no schema would mean anything. */
function fewOf(keywords: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<object> {
  const names = Object.keys(keywords);
  return fc
    .subarray(names, { minLength: 1, maxLength: 5 })
    .chain((chosen) =>
      fc.record(Object.fromEntries(chosen.map((name) => [name, keywords[name] ?? junk]))),
    );
}
