import { withProperty } from "../support/tools.js";

/** A tool's schema, with arguments that are right by it and such as are wrong. */
export interface CalledSchema {
  readonly schema: object;
  readonly takes: readonly unknown[];
  readonly refuses: readonly unknown[];
}

const TEXT = { type: "string" };
const NUMBER = { type: "number" };

export const CALLED_SCHEMAS: readonly CalledSchema[] = [
  {
    schema: { type: "object", properties: { a: TEXT }, unevaluatedProperties: NUMBER },
    takes: [{}, { a: "x", b: 1 }],
    refuses: [{ a: 1 }, { b: true }],
  },
  {
    schema: { type: "object", properties: { x: { enum: [{ a: 1 }, { a: 2 }, [1, 2]] } } },
    takes: [{ x: { a: 1 } }, { x: [1, 2] }],
    refuses: [{ x: { a: 3 } }, { x: [3] }],
  },
  {
    schema: { type: "object", properties: { constructor: TEXT, toString: NUMBER } },
    takes: [{}, { constructor: "x" }, { toString: 1 }],
    refuses: [{ constructor: 1 }, { toString: "x" }],
  },
  {
    schema: {
      type: "object",
      properties: { constructor: TEXT },
      additionalProperties: TEXT,
    },
    takes: [{}, { constructor: "x" }, { other: "x" }],
    refuses: [{ constructor: 1 }, { other: 1 }],
  },
  {
    schema: {
      type: "object",
      allOf: [
        { properties: { a: TEXT, c: TEXT }, additionalProperties: false },
        { properties: { b: TEXT, c: TEXT }, required: ["c"], additionalProperties: false },
      ],
    },
    takes: [{ c: "x" }],
    refuses: [{}, { a: "x", c: "x" }, { b: "x", c: "x" }],
  },
  {
    schema: {
      type: "object",
      properties: { kind: { enum: ["card", "cash"] } },
      required: ["kind"],
      ...JSON.parse(
        '{"if":{"properties":{"kind":{"const":"card"}}},"then":{"required":["number"]}}',
      ),
      dependentSchemas: { kind: { properties: { number: TEXT } } },
    },
    takes: [{ kind: "cash" }, { kind: "card", number: "4" }],
    refuses: [{ kind: "card", number: 4 }, { number: "4" }],
  },
  {
    schema: {
      type: "object",
      properties: { base: TEXT },
      oneOf: [
        { properties: { a: TEXT }, required: ["a"], additionalProperties: false },
        { properties: { b: TEXT }, required: ["b"], additionalProperties: false },
      ],
    },
    takes: [{ a: "x" }, { b: "x" }],
    refuses: [{ base: "x", a: "x" }, {}],
  },
  {
    schema: {
      type: "object",
      properties: { verbose: { type: "boolean" } },
      required: ["id"],
      allOf: [{ $ref: "#/$defs/labelled" }],
      $defs: { labelled: { type: "object", patternProperties: { "^x-": TEXT } } },
    },
    takes: [{ id: 1 }, { id: 1, verbose: true, "x-a": "y" }],
    refuses: [{ id: 1, verbose: "yes" }, { "x-a": "y" }],
  },
  {
    schema: {
      type: "object",
      properties: { verbose: { type: "boolean" } },
      $ref: "#/$defs/labelled",
      $defs: { labelled: { type: "object", patternProperties: { "^x-": TEXT } } },
    },
    takes: [{}, { verbose: true, "x-a": "y" }],
    refuses: [{ verbose: "yes" }],
  },
  {
    schema: withProperty({
      type: "array",
      prefixItems: [TEXT, {}, {}],
      minItems: 2,
      allOf: [{ prefixItems: [{}, NUMBER] }, { type: "array", prefixItems: [{}], items: {} }],
    }),
    takes: [{ x: ["a", 1] }, { x: ["a", 1, true] }],
    refuses: [{ x: [1, 1] }, { x: ["a", "b"] }, { x: ["a"] }],
  },
  {
    schema: withProperty({
      type: "array",
      prefixItems: [TEXT],
      allOf: [
        { type: "array", prefixItems: [{}, NUMBER] },
        { type: "array", items: {} },
      ],
    }),
    takes: [{ x: ["a", 1] }],
    refuses: [{ x: ["a", "b"] }, { x: [1, 1] }],
  },
  {
    schema: withProperty({
      allOf: [
        { type: "array", prefixItems: [TEXT], items: false },
        { type: "array", prefixItems: [{}, NUMBER] },
      ],
    }),
    takes: [{ x: ["a"] }],
    refuses: [{ x: ["a", 1] }, { x: [1] }],
  },
  {
    schema: {
      type: "object",
      properties: { verbose: { type: "boolean" } },
      anyOf: [
        { type: "object", properties: { id: NUMBER }, required: ["id"] },
        {
          type: "object",
          properties: { name: TEXT },
          required: ["name"],
          patternProperties: { "^x-": TEXT },
        },
      ],
    },
    takes: [
      { id: 1, verbose: true },
      { name: "x", verbose: true, "x-a": "y" },
    ],
    refuses: [{ name: "x", verbose: "yes" }, { verbose: true }],
  },
  {
    schema: {
      type: "object",
      properties: { verbose: { type: "boolean" } },
      required: ["verbose"],
      allOf: [{ $ref: "#/$defs/alias" }],
      $defs: {
        alias: { $ref: "#/$defs/labelled" },
        labelled: { type: "object", patternProperties: { "^x-": TEXT } },
      },
    },
    takes: [{ verbose: true, "x-a": "y" }],
    refuses: [{ verbose: "yes" }, {}],
  },
];
