/** One construct of JSON Schema: as the property `x` of a tool's arguments, and how that property reads. */
export interface Construct {
  readonly is: string;
  readonly schema: unknown;
  readonly reads: string;
}

const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"];
const POINT = { type: "object", properties: { x: { type: "number" }, y: { type: "number" } } };

export const CONSTRUCTS: readonly Construct[] = [
  { is: "a string", schema: { type: "string" }, reads: "string" },
  { is: "a number", schema: { type: "number" }, reads: "number" },
  { is: "an integer", schema: { type: "integer" }, reads: "number" },
  { is: "a boolean", schema: { type: "boolean" }, reads: "boolean" },
  { is: "null", schema: { type: "null" }, reads: "null" },
  { is: "an object of any kind", schema: { type: "object" }, reads: "Record<string, unknown>" },
  { is: "an array of any kind", schema: { type: "array" }, reads: "unknown[]" },
  { is: "the empty schema", schema: {}, reads: "unknown" },
  { is: "true", schema: true, reads: "unknown" },
  { is: "false", schema: false, reads: "never" },
  { is: "a type's name in Python", schema: { type: "str" }, reads: "string" },
  { is: "a type's name in OpenAPI", schema: { type: "STRING" }, reads: "string" },
  { is: "a type nobody knows", schema: { type: "complex" }, reads: "unknown" },
  {
    is: "several types",
    schema: { type: ["string", "null", "number"] },
    reads: "string | number | null",
  },
  {
    is: "several types with keywords",
    schema: { type: ["array", "null"], items: { type: "string" } },
    reads: "string[] | null",
  },
  {
    is: "nullable, as OpenAPI has it",
    schema: { type: "string", nullable: true },
    reads: "string | null",
  },
  {
    is: "an enumeration",
    schema: { type: "string", enum: ["open", "closed"] },
    reads: '"open" | "closed"',
  },
  {
    is: "an enumeration of several kinds",
    schema: { enum: ["auto", 1, -2.5, true, null] },
    reads: '"auto" | 1 | -2.5 | true | null',
  },
  {
    is: "an enumeration with objects",
    schema: { enum: ["none", { a: 1 }, [1]] },
    reads: '"none" | { a: 1 } | [1]',
  },
  {
    is: "an object that is constant",
    schema: { const: { mode: "fast", tags: ["x", null], empty: {} } },
    reads: '{ mode: "fast"; tags: ["x", null]; empty: Record<string, never> }',
  },
  {
    is: "an enumeration of an object that is large, and of one beside it",
    schema: { enum: [Object.fromEntries(LETTERS.map((name) => [name, 1])), { a: 1 }] },
    reads: "Record<string, unknown> | { a: 1 }",
  },
  {
    is: "an enumeration of many objects",
    schema: { enum: LETTERS.map((name) => ({ name })) },
    reads: "Record<string, unknown>",
  },
  {
    is: "an enumeration with values of another type",
    schema: { type: "string", enum: ["a", 1, null] },
    reads: '"a"',
  },
  {
    is: "an enumeration with a type that fits no value",
    schema: { type: "integer", enum: ["1", "2"] },
    reads: '"1" | "2"',
  },
  {
    is: "an enumeration of strings hard to quote",
    schema: { enum: ['"', "\\", "\n", "\u2028", "*/", "\ud800"] },
    reads: '"\\"" | "\\\\" | "\\n" | "\\u2028" | "*/" | "\\ud800"',
  },
  {
    is: "an enumeration too long to show",
    schema: { enum: Array.from({ length: 250 }, (_, n) => `v${n}`) },
    reads: 'string /* one of 250: "v0", "v1", "v2", "v3", "v4", "v5", "v6", "v7", … */',
  },
  { is: "an empty enumeration", schema: { type: "string", enum: [] }, reads: "string" },
  { is: "a number beyond JSON", schema: { const: Number.POSITIVE_INFINITY }, reads: "number" },
  { is: "a constant", schema: { const: "fixed" }, reads: '"fixed"' },
  { is: "a constant null", schema: { const: null }, reads: "null" },
  { is: "an array", schema: { type: "array", items: { type: "string" } }, reads: "string[]" },
  {
    is: "an array of a union",
    schema: { type: "array", items: { type: ["string", "number"] } },
    reads: "(string | number)[]",
  },
  {
    is: "an array of an enumeration",
    schema: { type: "array", items: { enum: ["a", "b"] } },
    reads: '("a" | "b")[]',
  },
  {
    is: "an array of arrays",
    schema: { items: { items: { type: "number" } } },
    reads: "number[][]",
  },
  { is: "an array of nothing", schema: { type: "array", items: false }, reads: "never[]" },
  {
    is: "a tuple of 2020-12",
    schema: { type: "array", prefixItems: [{ type: "number" }, { type: "string" }], items: false },
    reads: "[number, string]",
  },
  {
    is: "a tuple of draft-07",
    schema: {
      type: "array",
      items: [{ type: "number" }, { enum: ["m", "ft"] }],
      additionalItems: false,
    },
    reads: '[number, "m" | "ft"]',
  },
  {
    is: "a tuple that goes on",
    schema: { prefixItems: [{ type: "string" }], items: { type: ["number", "null"] } },
    reads: "[string, ...(number | null)[]]",
  },
  {
    is: "a tuple with optional items",
    schema: { items: [{ type: "number" }, { type: ["number", "null"] }], minItems: 1 },
    reads: "[number, (number | null)?]",
  },
  {
    is: "an object",
    schema: {
      type: "object",
      properties: { id: { type: "number" }, tag: { type: "string" } },
      required: ["id"],
    },
    reads: "{ id: number; tag?: string }",
  },
  {
    is: "an object without a type",
    schema: { properties: { id: { type: "number" } } },
    reads: "{ id?: number }",
  },
  {
    is: "an object without properties",
    schema: { type: "object", properties: {}, additionalProperties: false },
    reads: "{}",
  },
  {
    is: "a property that is only required",
    schema: { type: "object", required: ["id"] },
    reads: "{ id: unknown }",
  },
  {
    is: "names that need quotes",
    schema: { properties: { "a-b": {}, "1": {}, größe: {}, "": {}, new: {}, $ref_: {} } },
    reads:
      '{ "1"?: unknown; "a-b"?: unknown; "größe"?: unknown; ""?: unknown; new?: unknown; $ref_?: unknown }',
  },
  {
    is: "names that JavaScript has taken",
    schema: {
      properties: JSON.parse(
        '{"__proto__":{"type":"string"},"constructor":{"type":"number"},"toString":{}}',
      ),
    },
    reads: "{ __proto__?: string; constructor?: number | Function; toString?: unknown }",
  },
  {
    is: "a dictionary",
    schema: { type: "object", additionalProperties: { type: "number" } },
    reads: "{ [key: string]: number }",
  },
  {
    is: "a dictionary of objects",
    schema: { additionalProperties: POINT },
    reads: "{ [key: string]: { x?: number; y?: number } }",
  },
  {
    is: "an object open to more",
    schema: { properties: { id: { type: "number" } }, additionalProperties: true },
    reads: "{ id?: number; [key: string]: unknown }",
  },
  {
    is: "an object open to more of one type",
    schema: {
      properties: { id: { type: "string" } },
      required: ["id"],
      additionalProperties: { type: "number" },
    },
    reads: "{ id: string; [key: string]: number | string }",
  },
  {
    is: "an object open to more, with optional properties",
    schema: { properties: { id: { type: "string" } }, additionalProperties: { type: "string" } },
    reads: "{ id?: string; [key: string]: string | undefined }",
  },
  {
    is: "pattern properties",
    schema: {
      type: "object",
      patternProperties: { "^x-": { type: "string" } },
      additionalProperties: false,
    },
    reads: "{ [/* names like ^x- */ key: string]: string }",
  },
  {
    is: "several pattern properties",
    schema: { patternProperties: { "^x-": { type: "string" }, "^n-": { type: "number" } } },
    reads: "{ [/* names like ^x- or ^n- */ key: string]: string | number }",
  },
  {
    is: "pattern properties beside others",
    schema: {
      patternProperties: { "^x-": { type: "string" } },
      additionalProperties: { type: "number" },
    },
    reads: "{ [key: string]: string | number }",
  },
  {
    is: "a required property that patterns are for",
    schema: {
      patternProperties: { "^x-": { type: "string" } },
      required: ["x-id"],
      additionalProperties: false,
    },
    reads: '{ "x-id": string; [/* names like ^x- */ key: string]: string }',
  },
  {
    is: "a required property that a pattern or none may be for",
    schema: {
      patternProperties: { "^x-": { type: "string" } },
      required: ["x-id"],
      additionalProperties: { type: "number" },
    },
    reads: '{ "x-id": string | number; [key: string]: string | number }',
  },
  {
    is: "a required property beside patterns that let others be",
    schema: { patternProperties: { "^x-": { type: "string" } }, required: ["id"] },
    reads: "{ id: unknown; [/* names like ^x- */ key: string]: unknown }",
  },
  {
    is: "pattern properties beside properties, by allOf",
    schema: {
      allOf: [
        { type: "object", patternProperties: { "^x-": { type: "string" } } },
        { properties: { id: { type: "number" } }, required: ["id"] },
      ],
    },
    reads: "{ id: number; [/* names like ^x- */ key: string]: string | number }",
  },
  {
    is: "pattern properties beside others, by allOf",
    schema: {
      allOf: [
        { patternProperties: { "^x-": { type: "string" } } },
        { patternProperties: { "^n-": { type: "number" } } },
      ],
    },
    reads: "{ [/* names like ^x-, names like ^n- */ key: string]: string | number }",
  },
  {
    is: "pattern properties beside one of several",
    schema: {
      patternProperties: { "^x-": { type: "string" } },
      oneOf: [
        { properties: { id: { type: "number" } }, required: ["id"] },
        { properties: { all: { type: "boolean" } }, required: ["all"] },
      ],
    },
    reads: "{ [/* names like ^x- */ key: string]: unknown } & ({ id: number } | { all: boolean })",
  },
  {
    is: "property names from a list",
    schema: {
      type: "object",
      propertyNames: { enum: ["en", "de"] },
      additionalProperties: { type: "string" },
    },
    reads: "{ en?: string; de?: string }",
  },
  {
    is: "anyOf",
    schema: { anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] },
    reads: "string | string[]",
  },
  {
    is: "anyOf with null first",
    schema: { anyOf: [{ type: "null" }, { type: "integer" }], default: null },
    reads: "number | null",
  },
  { is: "anyOf with anything", schema: { anyOf: [{ type: "string" }, {}] }, reads: "unknown" },
  {
    is: "oneOf of objects",
    schema: {
      oneOf: [
        { properties: { kind: { const: "a" }, a: { type: "string" } }, required: ["kind"] },
        { properties: { kind: { const: "b" } }, required: ["kind"] },
      ],
    },
    reads: '{ kind: "a"; a?: string } | { kind: "b" }',
  },
  {
    is: "oneOf of constants that are explained",
    schema: {
      oneOf: [
        { const: "asc", title: "Ascending" },
        { const: "desc", description: "Descending" },
      ],
    },
    reads: '"asc" | "desc"',
  },
  {
    is: "anyOf beside properties",
    schema: { ...POINT, anyOf: [{ required: ["x"] }, { required: ["y"] }] },
    reads: "{ x?: number; y?: number } & ({ x: unknown } | { y: unknown })",
  },
  {
    is: "anyOf beside properties, of which one branch requires nothing",
    schema: { ...POINT, anyOf: [{ required: ["x"] }, { minProperties: 1 }] },
    reads: "{ x?: number; y?: number }",
  },
  {
    is: "oneOf beside texts, which have no properties",
    schema: { type: "string", oneOf: [{ required: ["x"] }, { required: ["y"] }] },
    reads: "string",
  },
  {
    is: "anyOf that narrows a type",
    schema: { type: "string", anyOf: [{ enum: ["a", "b"] }, { const: "c" }] },
    reads: '"a" | "b" | "c"',
  },
  {
    is: "allOf",
    schema: { allOf: [POINT, { properties: { z: { type: "number" } }, required: ["z"] }] },
    reads: "{ x?: number; y?: number; z: number }",
  },
  {
    is: "allOf that only requires",
    schema: { allOf: [POINT, { required: ["x"] }] },
    reads: "{ x: number; y?: number }",
  },
  {
    is: "a union of which all require",
    schema: {
      oneOf: [{ properties: { a: { type: "string" } } }, { properties: { b: {} } }],
      required: ["id"],
    },
    reads: "({ a?: string } | { b?: unknown }) & { id: unknown }",
  },
  {
    is: "what is required of texts",
    schema: { allOf: [{ type: "string" }, { required: ["x"] }] },
    reads: "string",
  },
  {
    is: "allOf with a union",
    schema: { allOf: [POINT, { oneOf: [{ properties: { a: {} } }, { properties: { b: {} } }] }] },
    reads: "{ x?: number; y?: number } & ({ a?: unknown } | { b?: unknown })",
  },
  {
    is: "if, then and else",
    schema: { ...POINT, ...JSON.parse('{"if":{"required":["x"]},"then":false,"else":false}') },
    reads: "{ x?: number; y?: number }",
  },
  {
    is: "properties that are named on a condition",
    schema: {
      properties: { kind: { enum: ["a", "b"] }, value: {} },
      required: ["kind"],
      allOf: [
        JSON.parse(
          '{"if":{},"then":{"properties":{"value":{"type":"string"},"more":{"type":"string"}}},"else":{"properties":{"more":{"type":"number"}}}}',
        ),
      ],
      dependentSchemas: {
        kind: { properties: { other: { type: "boolean" } }, required: ["other"] },
      },
    },
    reads: '{ kind: "a" | "b"; value?: unknown; other?: boolean; more?: string | number }',
  },
  {
    is: "properties named on a condition that a closed object refuses",
    schema: {
      type: "object",
      properties: { a: {} },
      additionalProperties: false,
      dependentSchemas: { a: { properties: { b: {} } } },
    },
    reads: "{ a?: unknown }",
  },
  { is: "not", schema: { type: "string", not: { const: "x" } }, reads: "string" },
  {
    is: "names beside a closed object, which it refuses",
    schema: {
      type: "object",
      properties: { a: { type: "string" }, c: {} },
      additionalProperties: false,
      anyOf: [
        { properties: { a: { const: "x" }, b: { type: "string" } } },
        { properties: { b: {} }, required: ["b"] },
        { properties: { c: { type: "number" } }, required: ["c"] },
      ],
    },
    reads: '{ a?: string; c?: unknown } & ({ a?: "x" } | { c: number })',
  },
  {
    is: "closed objects that each refuse what the others name",
    schema: {
      properties: { a: {}, b: {} },
      allOf: [
        { properties: { a: { type: "string" }, c: {} }, additionalProperties: false },
        { $ref: "#/properties/x/$defs/closed" },
      ],
      $defs: {
        closed: { properties: { a: {}, d: {} }, required: ["a"], additionalProperties: false },
      },
    },
    reads: "{ a: string }",
  },
  {
    is: "names beside closed alternatives, which they refuse",
    schema: {
      properties: { base: { type: "string" } },
      oneOf: [
        { properties: { a: {} }, required: ["a"], additionalProperties: false },
        { properties: { b: {} }, required: ["b"], additionalProperties: false },
      ],
    },
    reads: "{ a: unknown } | { b: unknown }",
  },
  {
    is: "closed objects that have no name in common",
    schema: {
      allOf: [
        { properties: { a: {} }, additionalProperties: false },
        { properties: { b: {} }, additionalProperties: false },
      ],
    },
    reads: "{}",
  },
  {
    is: "closed objects of which one needs what another refuses",
    schema: {
      allOf: [
        { properties: { a: {} }, additionalProperties: false },
        { properties: { b: {} }, required: ["b"], additionalProperties: false },
      ],
    },
    reads: "never",
  },
  {
    is: "unevaluated properties",
    schema: {
      properties: { id: { type: "string" } },
      required: ["id"],
      unevaluatedProperties: { type: "number" },
    },
    reads: "{ id: string; [key: string]: number | string }",
  },
  {
    is: "unevaluated properties alone",
    schema: { unevaluatedProperties: { type: "number" } },
    reads: "{ [key: string]: number }",
  },
  {
    is: "unevaluated properties beside a branch that has names of its own",
    schema: {
      allOf: [{ properties: { id: { type: "string" } } }],
      unevaluatedProperties: { type: "number" },
    },
    reads: "{ id?: string; [key: string]: number | string | undefined }",
  },
  {
    is: "no unevaluated properties",
    schema: {
      allOf: [{ properties: { id: { type: "string" } } }],
      unevaluatedProperties: false,
    },
    reads: "{ id?: string }",
  },
  {
    is: "unevaluated items",
    schema: { type: "array", prefixItems: [{}], unevaluatedItems: { type: "number" } },
    reads: "[unknown, ...number[]]",
  },
  {
    is: "a closed object that needs what it refuses",
    schema: {
      type: "object",
      additionalProperties: false,
      oneOf: [
        { properties: { a: {} }, required: ["a"] },
        { properties: { b: {} }, required: ["b"] },
      ],
    },
    reads: "never",
  },
  {
    is: "all names of a closed object beside others",
    schema: {
      properties: { a: {} },
      additionalProperties: false,
      allOf: [{ properties: { b: { type: "string" } } }],
    },
    reads: "{ a?: unknown }",
  },
  {
    is: "a reference from a closed object, without what it refuses",
    schema: {
      properties: { a: {} },
      additionalProperties: false,
      allOf: [{ $ref: "#/properties/x/$defs/base" }],
      $defs: { base: { type: "object", properties: { a: { type: "string" }, b: {} } } },
    },
    reads: "{ a?: string }",
  },
  {
    is: "names of a pattern beside a closed object",
    schema: {
      properties: { a: {} },
      patternProperties: { "^b": {} },
      additionalProperties: false,
      anyOf: [{ properties: { b: { type: "string" } } }],
    },
    reads: "{ a?: unknown; [/* names like ^b */ key: string]: unknown } & { b?: string }",
  },
  { is: "not anything", schema: { not: {} }, reads: "never" },
  { is: "what is no schema", schema: [1, "two"], reads: "unknown /* not a JSON Schema */" },
  {
    is: "keywords of the wrong kind",
    schema: { type: 5, properties: [1], required: "x", enum: {}, anyOf: {}, items: 4, $defs: 1 },
    reads: "Record<string, unknown>",
  },
  {
    is: "a format",
    schema: { type: "string", format: "date-time" },
    reads: "/** date-time */\n  x: string",
  },
  {
    is: "a default",
    schema: { enum: ["open", "all"], default: "open" },
    reads: '/** default "open" */\n  x: "open" | "all"',
  },
  {
    is: "a range",
    schema: { type: "integer", minimum: 1, maximum: 100, default: 20 },
    reads: "/** 1 to 100, default 20 */\n  x: number",
  },
  {
    is: "exclusive limits of draft-04",
    schema: { type: "number", minimum: 0, exclusiveMinimum: true, maximum: 9 },
    reads: "/** > 0, <= 9 */\n  x: number",
  },
  {
    is: "limits of which draft-04 says that they are not exclusive",
    schema: { type: "number", minimum: 0, exclusiveMinimum: false, maximum: 9 },
    reads: "/** 0 to 9 */\n  x: number",
  },
  {
    is: "exclusive limits beside others",
    schema: { type: "number", minimum: 0, exclusiveMinimum: 0, maximum: 5, exclusiveMaximum: 9 },
    reads: "/** > 0, <= 5 */\n  x: number",
  },
  {
    is: "exclusive limits",
    schema: { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1 },
    reads: "/** > 0, < 1 */\n  x: number",
  },
  {
    is: "the limits of safe integers",
    schema: { type: "integer", minimum: -9007199254740991, maximum: 9007199254740991 },
    reads: "number",
  },
  {
    is: "lengths",
    schema: { type: "array", items: { type: "string" }, minItems: 1, maxItems: 5 },
    reads: "/** 1 to 5 items */\n  x: string[]",
  },
  {
    is: "a pattern that ends comments",
    schema: { type: "string", pattern: "^*/$" },
    reads: "/** matches ^*\\/$ */\n  x: string",
  },
  {
    is: "binary data",
    schema: { type: "string", contentEncoding: "base64", contentMediaType: "image/png" },
    reads: "/** base64, image/png */\n  x: string",
  },
  {
    is: "what is deprecated",
    schema: { type: "boolean", deprecated: true },
    reads: "/** deprecated */\n  x: boolean",
  },
  {
    is: "a reference that leads nowhere",
    schema: { $ref: "#/$defs/missing" },
    reads: "unknown /* a reference that cannot be followed */",
  },
  {
    is: "a reference into another document",
    schema: { $ref: "https://example.com/a.json#/b" },
    reads: "unknown /* a reference that cannot be followed */",
  },
  {
    is: "a reference to itself",
    schema: { $ref: "#/properties/x" },
    reads: "unknown /* a reference that leads back to itself */",
  },
];
