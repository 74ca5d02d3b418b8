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
