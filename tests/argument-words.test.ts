/** Words of schemas that are not the standard's: as the signature reads them, arguments are checked. */
import { createToolServer, type JsonSchema } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { open } from "./support/clients.js";

/** What is wrong with the arguments of a tool that takes `v` and a name; `undefined` if they pass. */
async function problemOf(v: unknown, args: object): Promise<string | undefined> {
  const inputSchema: JsonSchema = {
    type: "object",
    properties: { v, name: { type: "string" } },
    $defs: {
      code: { type: "string" },
      item: { type: "object", properties: { id: { type: "int" } } },
    },
  };
  const handler = () => ({ content: [] });
  const server = createToolServer("s", [{ name: "take", inputSchema, handler }]);
  const code = `await s.take(${JSON.stringify(args)})`;
  const { error } = await open({ s: { server } }).executeCode(code);
  return error === null ? undefined : /s\.take: (.*)\. Call it as/s.exec(error)?.[1];
}

const NULLABLE: readonly [beside: string, schema: JsonSchema, wrong: unknown][] = [
  ["a type", { type: "string" }, 5],
  ["a reference", { $ref: "#/$defs/code" }, 5],
  ["anyOf", { anyOf: [{ type: "string" }, { type: "number" }] }, []],
  ["oneOf, of which one is null", { oneOf: [{ type: "string" }, { type: "null" }] }, []],
  ["allOf", { allOf: [{ $ref: "#/$defs/item" }] }, { id: "1" }],
  ["an enumeration", { type: "string", enum: ["a", "b"] }, "c"],
  ["an enumeration alone", { enum: ["a", "b"] }, "c"],
  ["a constant", { const: "a" }, "c"],
  ["not", { type: "string", not: { enum: ["a", null] } }, "a"],
];

describe("nullable", () => {
  it.each(NULLABLE)("beside %s lets null pass", async (_, schema) => {
    expect(await problemOf({ ...schema, nullable: true }, { v: null })).toBeUndefined();
  });

  it.each(NULLABLE)("beside %s leaves it checked", async (_, schema, wrong) => {
    const problem = await problemOf({ ...schema, nullable: true }, { v: wrong });
    expect(problem).toMatch(/^args\.v/);
  });

  it.each(NULLABLE)("that is false beside %s leaves it checked", async (_, schema, wrong) => {
    expect(await problemOf({ ...schema, nullable: false }, { v: wrong })).toMatch(/^args\.v/);
  });

  it("leaves references into the schema where they led", async () => {
    const v = {
      properties: {
        a: {
          anyOf: [{ type: "string" }, { type: "object", properties: { n: { type: "number" } } }],
          nullable: true,
        },
        b: { $ref: "#/properties/v/properties/a/anyOf/1" },
        c: { $ref: "#/properties/v/properties/a/anyOf/1/properties/n", nullable: true },
        d: { $ref: "#/properties/v/properties/a" },
      },
      allOf: [{ minProperties: 1 }],
      nullable: true,
    };
    expect(await problemOf(v, { v: { b: { n: 1 }, c: 2, d: null } })).toBeUndefined();
    expect(await problemOf(v, { v: { c: null, d: "x" } })).toBeUndefined();
    expect(await problemOf(v, { v: { b: null } })).toContain("args.v.b must be object");
    expect(await problemOf(v, { v: { c: "x" } })).toContain("args.v.c must be number or null");
    expect(await problemOf(v, { v: { d: 5 } })).toContain("args.v.d");
  });

  it("is a name like any other where it is one", async () => {
    const v = {
      properties: { nullable: true, type: true },
      enum: [{ nullable: true, type: null }],
    };
    expect(await problemOf(v, { v: { nullable: true, type: null } })).toBeUndefined();
    expect(await problemOf(v, { v: { nullable: true } })).toContain("args.v must be one of");
  });
});

describe("a schema", () => {
  it.each<[is: string, schema: unknown]>([
    ["nullable without a type", { nullable: true }],
    ["null for what is absent", { type: "object", required: null, properties: null, items: null }],
    ["the id of draft-04", { type: "string", id: "http://example.com/v" }],
    ["required as draft-03 has it", { type: "string", required: true }],
    ["the type any", { type: "any" }],
    ["Python's types", { type: ["str", "int"] }],
    ["types in capitals", { type: "STRING" }],
  ])("with %s leaves no other argument unchecked", async (_, schema) => {
    expect(await problemOf(schema, { name: 5 })).toBe("args.name must be string, was given 5");
  });

  it("in which a name like a keyword needs others is checked for them", async () => {
    const v = { dependentRequired: { type: ["str", "at"], nullable: ["at"] } };
    expect(await problemOf(v, { v: { nullable: false } })).toContain("args.v");
    expect(await problemOf(v, { v: { type: "a", str: 1 } })).toContain("args.v");
    expect(await problemOf(v, { v: { type: "a", str: 1, at: 2 } })).toBeUndefined();
    const branching = { dependentRequired: { anyOf: ["at"], enum: ["at"] } };
    expect(await problemOf(branching, { v: { anyOf: 1 } })).toContain("args.v");
    expect(await problemOf(branching, { v: { enum: 1, at: 2 } })).toBeUndefined();
    const not = { type: "object", not: { dependentRequired: { type: ["at"] } } };
    expect(await problemOf(not, { v: {} })).toContain("args.v");
  });

  it("with types of another language is checked by what they mean", async () => {
    expect(await problemOf({ type: "int" }, { v: "1" })).toBe(
      'args.v must be integer, was given "1"',
    );
    expect(await problemOf({ type: ["str", "none"] }, { v: 1 })).toBe(
      "args.v must be string or null, was given 1",
    );
    expect(await problemOf({ type: "dict" }, { v: {} })).toBeUndefined();
  });

  it("that allows null may lie anywhere in a chain of references", async () => {
    const v = {
      $ref: "#/properties/v/$defs/a",
      $defs: { a: { oneOf: [{ $ref: "#/$defs/code" }], nullable: true } },
    };
    expect(await problemOf(v, { v: null })).toBeUndefined();
    expect(await problemOf(v, { v: "x" })).toBeUndefined();
    expect(await problemOf(v, { v: 1, name: 2 })).toContain("args.name must be string");
  });
});

describe("a schema with a part that is broken", () => {
  it.each<[part: string, schema: unknown]>([
    ["a limit that is a text", { type: "object", minProperties: "3" }],
    ["a type that nobody knows", { type: "file" }],
    ["a type that nobody knows among others", { type: ["string", "file"] }],
    ["a reference that leads nowhere", { $ref: "#/$defs/nothing" }],
    ["a reference to another document", { $ref: "https://example.com/v.json" }],
    ["an enumeration of nothing", { enum: [] }],
    ["a union of nothing", { anyOf: [] }],
    ["PHP's empty object", { type: "object", properties: [] }],
    ["a name for a schema", { properties: { a: "string" }, additionalProperties: false }],
    ["null for a schema", { allOf: [null] }],
    ["a schema for a list", { required: { a: true } }],
    ["numbers for names", { required: [5] }],
    ["a pattern that is none", { pattern: { regex: "x" } }],
    ["an identifier that is none", { $id: 5 }],
    ["properties that cannot be told", { properties: ["a"], additionalProperties: false }],
    ["a broken part under not", { not: { type: "file" } }],
    ["a broken part under if", JSON.parse('{ "if": { "minProperties": "3" }, "then": false }')],
    ["a broken part under oneOf", { oneOf: [{ type: "object" }, { type: "dir" }] }],
    [
      "a broken part that not refers to",
      { not: { $ref: "#/properties/v/$defs/a" }, $defs: { a: { type: "file" } } },
    ],
    ["a count that is none", { items: true, contains: { type: "null" }, minContains: "0" }],
    ["unknown evaluation", { allOf: [{ properties: 5 }], unevaluatedProperties: false }],
  ])("as %s is checked by the others, and by no more", async (_, schema) => {
    expect(await problemOf(schema, { v: { a: 1 } })).toBeUndefined();
    expect(await problemOf(schema, { v: { a: 1 }, name: 5 })).toBe(
      "args.name must be string, was given 5",
    );
  });

  it.each<[part: string, schema: unknown]>([
    ["a repeated identifier", { properties: { a: { $id: "T" }, b: { $id: "T" } } }],
    ["an anchor that is none", { $anchor: "a b" }],
    ["a check that comes later", { properties: { a: { $async: true } } }],
    ["a reference meant from elsewhere", { $id: "http://x/v", anyOf: [{ $ref: "#/$defs/code" }] }],
    [
      "names like keywords in a collection of one's own",
      { components: { pattern: { type: "string" }, nullable: {}, items: "x" } },
    ],
  ])("as %s leaves no other argument unchecked", async (_, schema) => {
    expect(await problemOf(schema, { v: {}, name: 5 })).toBe(
      "args.name must be string, was given 5",
    );
  });

  it("in a collection of one's own can be referred to by names like keywords", async () => {
    const v = {
      $ref: "#/properties/v/components/schemas/type",
      components: { schemas: { type: { type: "string" }, pattern: { type: "number" } } },
    };
    expect(await problemOf(v, { v: 5 })).toBe("args.v must be string, was given 5");
  });

  it("is checked by what stands beside it", async () => {
    expect(await problemOf({ type: "string", minLength: "3" }, { v: 5 })).toContain(
      "args.v must be string",
    );
    const closed = { properties: { a: { type: "file" } }, additionalProperties: false };
    expect(await problemOf(closed, { v: { b: 1 } })).toBe("args.v.b is unknown: known: a");
    const one = { oneOf: [{ type: "string" }, { type: "number", minimum: "1" }] };
    expect(await problemOf(one, { v: true })).toContain("args.v must be string or number");
    const list = { type: "array", items: [{ type: "int" }, "x", { type: "int" }] };
    expect(await problemOf(list, { v: [1, "x", "y"] })).toContain("args.v[2] must be integer");
  });
});
