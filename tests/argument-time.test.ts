/** The check of arguments holds up the host for no longer than a moment, whatever schema and value are. */
import { createToolServer, type JsonSchema, type MCPClient } from "@toolweave/core";
import { expect, it } from "vitest";
import { open } from "./support/clients.js";
import { StallWatch } from "./support/stall-watch.js";

function taking(schema: JsonSchema): MCPClient {
  const inputSchema = { type: "object", ...schema };
  const tool = { name: "take", inputSchema, handler: () => ({ content: [] }) };
  return open({ s: { server: createToolServer("s", [tool]) } });
}

function many(count: number, schema: (i: number) => unknown): JsonSchema {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, schema(i)]));
}

function repeatedIdentifier(levels: number): JsonSchema {
  let schema: JsonSchema = { description: "x".repeat(140_000) };
  for (let i = 0; i < levels; i++) schema = { $id: "same", properties: { v: schema } };
  return schema;
}

const NODE = {
  anyOf: [
    { type: "array", items: { $ref: "#/$defs/Node" } },
    { type: "string" },
    { type: "array", items: { $ref: "#/$defs/Node" }, maxItems: 9 },
  ],
};
const DYNAMIC_NODE = {
  $dynamicAnchor: "node",
  anyOf: NODE.anyOf.map(({ items, ...rest }) =>
    items === undefined ? rest : { ...rest, items: { $dynamicRef: "#node" } },
  ),
};
const NESTED = "let v = 1; for (let i = 0; i < 20; i++) v = [v]; await s.take({ v });";

it.each<[about: string, schema: JsonSchema, code: string]>([
  [
    "a union of itself of which nothing fits",
    { properties: { v: { $ref: "#/$defs/Node" } }, $defs: { Node: NODE } },
    NESTED,
  ],
  [
    "the same in draft-07",
    {
      $schema: "http://json-schema.org/draft-07/schema#",
      properties: { v: { $ref: "#/$defs/Node" } },
      $defs: { Node: NODE },
    },
    NESTED,
  ],
  [
    "a union of itself by a dynamic reference",
    { properties: { v: { $ref: "#/$defs/Node" } }, $defs: { Node: DYNAMIC_NODE } },
    NESTED,
  ],
  [
    "a union of many, for many items",
    { properties: { v: { items: { anyOf: Object.values(many(450, (i) => ({ const: i }))) } } } },
    "await s.take({ v: Array(50_000).fill(449) });",
  ],
  [
    "many values, for many items",
    { properties: { v: { items: { enum: Object.values(many(900, (i) => [i])) } } } },
    "await s.take({ v: Array(300_000).fill([899]) });",
  ],
  [
    "many patterns that are large",
    { properties: many(400, (i) => ({ type: "string", pattern: `^(.{0,1000}.{0,999}){1}${i}` })) },
    "await s.take({});",
  ],
  [
    "an identifier that is repeated level by level",
    { properties: { v: repeatedIdentifier(1_500) } },
    "await s.take({});",
  ],
  [
    "a large pattern",
    { properties: { v: { type: "string", pattern: ".".repeat(190_000) } } },
    "await s.take({});",
  ],
  [
    "a pattern that is mostly one open bracket after another",
    { properties: { v: { type: "string", pattern: "[".repeat(190_000) } } },
    "await s.take({});",
  ],
  [
    "many names that another needs",
    { dependentRequired: { x: Object.keys(many(3_000, () => 1)) } },
    "await s.take({ x: 1 });",
  ],
  [
    "many short texts that are matched with patterns",
    {
      properties: {
        v: { items: { allOf: Object.values(many(9, () => ({ type: "string", pattern: "a?" }))) } },
      },
    },
    "await s.take({ v: Array(1_000_000).fill('') });",
  ],
])(
  "of %s",
  async (_, schema, code) => {
    const client = taking(schema);
    await client.createAllSessions();
    const watch = new StallWatch();
    const { error } = await client.executeCode(code);
    expect(watch.stop()).toBeLessThan(3_000);
    expect(error).toBeNull();
  },
  60_000,
);

it("is made in full where it takes a moment", async () => {
  const cell = { anyOf: [{ type: "string" }, { type: "number" }, { type: "null" }] };
  const row = { type: "array", items: { $ref: "#/$defs/Cell" } };
  const name = { type: "string", pattern: "^[\\w .-]{1,200}$" };
  const client = taking({
    properties: { rows: { type: "array", items: row }, names: { type: "array", items: name } },
    $defs: { Cell: cell },
  });
  const rows = "Array.from({ length: 2_000 }, () => [1, 'a', null, 2, 'b'])";
  const names = "Array(2_000).fill('a name')";
  const take = `const rows = ${rows}; const names = ${names};`;
  const codeOf = async (code: string): Promise<string | undefined> =>
    (await client.executeCode(`${take} ${code}; await s.take({ rows, names });`)).error_details
      ?.code;
  expect(await codeOf("")).toBeUndefined();
  expect(await codeOf("rows.at(-1)[4] = true")).toBe("TOOL_ARGUMENTS_INVALID");
  expect(await codeOf("names[1_999] = 'a/name'")).toBe("TOOL_ARGUMENTS_INVALID");
});
