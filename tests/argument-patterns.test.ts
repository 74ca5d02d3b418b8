/** Patterns, multiples and other things that schemas of servers say of arguments. */
import { createToolServer, type JsonSchema, type MCPClient } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { open } from "./support/clients.js";
import { StallWatch } from "./support/stall-watch.js";

/** A client whose one tool, `s.take`, takes what fits the schema. */
function taking(inputSchema: JsonSchema, outputSchema?: JsonSchema): MCPClient {
  const handler = (args: unknown) => ({ content: [], structuredContent: args as object });
  const tool = { name: "take", inputSchema, ...(outputSchema && { outputSchema }), handler };
  return open({ s: { server: createToolServer("s", [tool as never]) } });
}

async function codeOf(client: MCPClient, args: unknown): Promise<string | undefined> {
  const { error_details } = await client.executeCode(`await s.take(${JSON.stringify(args)})`);
  return error_details?.code;
}

const REFUSED = "TOOL_ARGUMENTS_INVALID";

describe("a pattern of a tool's schema", () => {
  const text = (pattern: string) => ({ type: "string", pattern });

  it("is not taken for another pattern of the same schema", async () => {
    const client = taking({ type: "object", properties: { a: text("^a$"), b: text("^b$") } });
    expect(await codeOf(client, { a: "a", b: "b" })).toBeUndefined();
    expect(await codeOf(client, { a: "a", b: "a" })).toBe(REFUSED);
    expect(await codeOf(client, { a: "b", b: "b" })).toBe(REFUSED);
  });

  it.each<[pattern: string, fits: string, doesNot: string]>([
    ["^a\\sb$", "a\u00a0b", "a-b"],
    ["^[\\sx]+$", "x\v\u2003", "xy"],
    ["^\\S+$", "a.b", "a\u00a0b"],
    ["^[\\S]+$", "a\u{1f600}b", "a\ufeffb"],
    ["^.+$", "a.b", "a\u2028b"],
    ["^[.]$", ".", "a"],
    ["^(?s:.+)$", "a\nb", ""],
    ["^\\ud83d\\ude00$", "\u{1f600}", "\u{1f601}"],
    ["^[\\ud83d\\ude00-\\ud83d\\ude02]$", "\u{1f601}", "\u{1f603}"],
    ["^[^\\]\\s]$", "[", "]"],
  ])("%j means what it means in JavaScript", async (pattern, fits, doesNot) => {
    const client = taking({ type: "object", properties: { v: text(pattern) } });
    expect(await codeOf(client, { v: fits })).toBeUndefined();
    expect(await codeOf(client, { v: doesNot })).toBe(REFUSED);
  });

  it.each<[where: string, schema: JsonSchema, args: object]>([
    ["names", { patternProperties: { "^(?=s_)": { type: "string" } } }, { n: 1 }],
    ["what is not", { properties: { v: { not: text("^(?!x)") } } }, { v: "x1" }],
  ])("that cannot be checked refuses nothing where it is of %s", async (_, schema, args) => {
    expect(await codeOf(taking({ type: "object", ...schema }), args)).toBeUndefined();
  });

  it.each([
    ["^\\Aabc\\Z", "abc"],
    ["\\Aabc\\z", "abc"],
    ["^\\h+$", " "],
  ])("%j, which is another language's, is left to the server", async (pattern, v) => {
    const client = taking({ type: "object", properties: { v: text(pattern) } });
    expect(await codeOf(client, { v })).toBeUndefined();
  });

  it("cannot hold up the host by its length and that of the text", async () => {
    const items = text("^(a?){500}a{500}$");
    const client = taking({ type: "object", properties: { v: { type: "array", items } } });
    await client.executeCode("await s.take({ v: [] })");
    const watch = new StallWatch();
    const { error } = await client.executeCode(
      'await s.take({ v: Array(500).fill("a".repeat(500)) })',
    );
    expect(watch.stop()).toBeLessThan(2_500);
    expect(error).toBeNull();
  }, 30_000);
});

describe("multipleOf", () => {
  it.each([19.99, 0.07, 1.1, 123_456_789.01, 0, -0.29])("0.01 allows %d", async (v) => {
    const client = taking({ type: "object", properties: { v: { multipleOf: 0.01 } } });
    expect(await codeOf(client, { v })).toBeUndefined();
  });

  it.each<[step: number, v: number]>([
    [0.5, 1e308],
    [1e-8, 12_391_239_123],
    [2, 4_503_599_627_370_498],
    // Nothing is a multiple of it, and it is no step that the standard allows.
    [0, 1],
  ])("%d allows %d", async (step, v) => {
    const client = taking({ type: "object", properties: { v: { multipleOf: step } } });
    expect(await codeOf(client, { v })).toBeUndefined();
  });

  it.each<[step: number, v: number]>([
    [2, 4_503_599_627_370_497],
    [5, 3_000_000_000_000_001],
    [1_000, -9_007_199_254_740_991],
  ])("%d refuses %d, whole as they are", async (step, v) => {
    const client = taking({ type: "object", properties: { v: { multipleOf: step } } });
    expect(await codeOf(client, { v })).toBe(REFUSED);
  });

  it("refuses what is none, and says so", async () => {
    const client = taking({ type: "object", properties: { v: { multipleOf: 0.01 } } });
    const { error } = await client.executeCode("await s.take({ v: 0.075 })");
    expect(error).toContain("args.v must be a multiple of 0.01, was given 0.075");
    expect(await codeOf(client, { v: 1.00001 })).toBe(REFUSED);
  });
});

describe("a schema that asks to be checked later", () => {
  it("is checked at once, and ends nothing", async () => {
    const schema = { type: "object", $async: true, properties: { v: { type: "string" } } };
    expect(await codeOf(taking(schema), { v: 1 })).toBe(REFUSED);
    const { logs } = await taking({ type: "object" }, schema).executeCode("await s.take({ v: 1 })");
    expect(logs).toEqual([expect.stringContaining("result.v must be string, was given 1")]);
  });
});

describe("a value that a schema names", () => {
  const data = { $ref: "#/x", anyOf: [1, 2], enum: ["a"] };

  it.each<[how: string, schema: JsonSchema]>([
    ["const", { const: data }],
    ["const, deep within", { properties: { v: { const: { v: data } } } }],
    ["enum", { enum: [data, { v: data }, "other"] }],
  ])("by %s fits, although it looks like a schema", async (_, v) => {
    const client = taking({ type: "object", properties: { v } });
    const isDeep = "properties" in v;
    expect(await codeOf(client, { v: isDeep ? { v: { v: data } } : data })).toBeUndefined();
    expect(await codeOf(client, { v: isDeep ? { v: {} } : {} })).toBe(REFUSED);
  });

  it("is shown as the server gave it", async () => {
    const client = taking({ type: "object", properties: { v: { const: { enum: ["a"] } } } });
    const { error } = await client.executeCode("await s.take({ v: 1 })");
    expect(error).toContain('args.v must be {"enum":["a"]}, was given 1');
  });
});
