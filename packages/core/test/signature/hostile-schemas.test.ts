import { describe, expect, it } from "vitest";
import { toolSignature } from "../../src/signature/tool-signature.js";
import { typeDeclarations } from "../../src/signature/type-declarations.js";
import { toolOf } from "../support/tools.js";
import { moduleOfSignatures, typeErrors } from "../support/type-check.js";

function nested(levels: number, wrap: (inner: object) => object): object {
  let schema: object = { type: "string" };
  for (let i = 0; i < levels; i++) schema = wrap(schema);
  return schema;
}

function definitions(
  count: number,
  define: (reference: (n: number) => object) => (n: number) => object,
): object {
  const reference = (n: number): object => ({ $ref: `#/$defs/d${n % count}` });
  const all = Array.from({ length: count }, (_, n) => [`d${n}`, define(reference)(n)]);
  return { type: "object", properties: { a: reference(0) }, $defs: Object.fromEntries(all) };
}

function many<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, n) => make(n));
}

/** Schemas that no one would write who means well, and what the signature still says. */
const SCHEMAS: Readonly<Record<string, { schema: unknown; says: string }>> = {
  "200 levels of objects": {
    schema: nested(200, (next) => ({ type: "object", properties: { next } })),
    says: "unknown /* nested deeper than 16 levels */",
  },
  "100,000 levels of arrays": {
    schema: nested(100_000, (items) => ({ type: "array", items })),
    says: "unknown /* nested deeper than 16 levels */",
  },
  "10,000 levels of anyOf": {
    schema: nested(10_000, (inner) => ({ anyOf: [inner, { type: "null" }] })),
    says: "unknown /* nested deeper than 16 levels */",
  },
  "references in a circle": {
    schema: { properties: { a: { $ref: "#/properties/b" }, b: { $ref: "#/properties/a" } } },
    says: "unknown /* a reference that leads back to itself */",
  },
  "a union of itself": {
    schema: {
      $defs: { a: { anyOf: [{ $ref: "#/$defs/a" }, {}] } },
      properties: { a: { $ref: "#/$defs/a" } },
    },
    says: "a?: unknown",
  },
  "a chain of 20,000 references": {
    schema: definitions(20_000, (to) => (n) => ({ type: "array", items: to(n + 1) })),
    says: "unknown /* more than 32 references deep */",
  },
  "definitions that double at each step": {
    schema: definitions(200, (to) => (n) => ({ properties: { a: to(n + 1), b: to(n + 1) } })),
    says: "a?: ",
  },
  "2,000 identifiers below one of a megabyte": {
    schema: {
      $id: `https://example.com/${"x".repeat(1e6)}`,
      properties: Object.fromEntries(
        many(2_000, (n) => [`p${n}`, { $id: `i${n}`, $ref: "#/$defs/a" }]),
      ),
      $defs: { a: { type: "string" } },
    },
    says: "p0?: string",
  },
  "10,000 identifiers within each other": {
    schema: {
      properties: {
        a: nested(10_000, (items) => ({ $id: "x/", items })),
        b: { $ref: "x/#/items" },
      },
    },
    says: "b?: unknown",
  },
  "3,000 definitions that refer to each other on conditions": {
    schema: definitions(3_000, (to) => (n) => ({
      properties: { [`p${n}`]: {} },
      allOf: [to(n + 1), to(n + 2)],
      dependentSchemas: { a: to(n + 3), b: to(n + 5) },
    })),
    says: "a?: ",
  },
  "3,000 levels of conditions": {
    schema: nested(3_000, (inner) => ({ type: "object", dependentSchemas: { a: inner, b: {} } })),
    says: "server.tool(",
  },
  "3,000 definitions that refer to each other": {
    schema: definitions(3_000, (to) => (n) => ({
      properties: Object.fromEntries(many(5, (i) => [`p${i}`, to(n * 7 + i * 13)])),
    })),
    says: "a?: ",
  },
  "5 MB of properties": {
    schema: {
      properties: Object.fromEntries(
        many(50_000, (n) => [`property_${n}`, { description: "d".repeat(80) }]),
      ),
    },
    says: "more properties */",
  },
  "5 MB of enumeration": {
    schema: { properties: { a: { enum: many(400_000, (n) => `value ${n}`) } } },
    says: "a?: string /* one of 400000: ",
  },
  "5 MB of description": {
    schema: {
      description: "x".repeat(5e6),
      properties: {
        a: { type: "string", description: "(e.g. ".repeat(1e6), default: "y".repeat(5e6) },
      },
    },
    says: "a?: string",
  },
  "a property whose name is 5 MB": {
    schema: { properties: { ["n".repeat(5e6)]: {} } },
    says: "args: unknown /* too large to show */",
  },
  null: { schema: null, says: "args: unknown /* not a JSON Schema */" },
  "an array": { schema: [{ type: "string" }], says: "args: unknown /* not a JSON Schema */" },
  "a string": { schema: "object", says: "args: unknown /* not a JSON Schema */" },
  "a number": { schema: 5, says: "args: unknown /* not a JSON Schema */" },
  nothing: { schema: undefined, says: "args: unknown /* not a JSON Schema */" },
};

describe("a hostile schema", () => {
  it.each(Object.entries(SCHEMAS))("of %s has a short signature at once", (_, { schema, says }) => {
    const started = performance.now();
    const search = toolSignature(toolOf(schema, { outputSchema: schema }), "server", "search");
    const error = toolSignature(toolOf(schema), "server", "error");
    const listing = toolSignature(toolOf(schema), "server", "listing");
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(listing).toContain(says);
    expect(listing.length).toBeLessThanOrEqual(2_000);
    expect(search.length).toBeLessThanOrEqual(4_000);
    expect(error.length).toBeLessThanOrEqual(800);
  });

  it("has a declaration that compiles, as its signature does", async () => {
    const tools = Object.values(SCHEMAS).map(({ schema }, n) =>
      toolOf(schema, { name: `tool${n}` }),
    );
    const namespace = { serverName: "server", identifier: "server", tools };
    const signatures = tools.map((tool) => toolSignature(tool, "server", "listing"));
    const files = {
      "all.d.ts": await typeDeclarations([namespace], () => undefined),
      "signatures.ts": moduleOfSignatures(signatures),
    };
    expect(await typeErrors(files)).toEqual([]);
  });
});
