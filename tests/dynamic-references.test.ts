/** References of JSON Schema that may be replaced from outside: where they lead, in arguments and in policies. */
import { createToolServer, type JsonSchema } from "@toolweave/core";
import { expect, it } from "vitest";
import { open } from "./support/clients.js";

const TEXT = { type: "string" };
const handler = () => ({ content: [] });

function problemOf(schema: JsonSchema, args: object): Promise<string | null | undefined> {
  const server = createToolServer("s", [{ name: "take", inputSchema: schema, handler }]);
  return open({ s: { server } })
    .executeCode(`await s.take(${JSON.stringify(args)})`)
    .then(({ error }) => error && /s\.take: (.*)\. Call it as/s.exec(error)?.[1]);
}

it.each<[to: string, schema: JsonSchema]>([
  [
    "an anchor among definitions",
    { properties: { x: { $dynamicRef: "#T" } }, $defs: { t: { $dynamicAnchor: "T", ...TEXT } } },
  ],
  [
    "an anchor that is not dynamic",
    { properties: { x: { $dynamicRef: "#T" } }, $defs: { t: { $anchor: "T", ...TEXT } } },
  ],
  ["a pointer", { properties: { x: { $dynamicRef: "#/$defs/t" } }, $defs: { t: TEXT } }],
  [
    "an anchor, beside a plain one",
    {
      properties: { x: { $ref: "#/$defs/short", $dynamicRef: "#T" } },
      $defs: { short: { maxLength: 9 }, t: { $dynamicAnchor: "T", ...TEXT } },
    },
  ],
])("is checked by a dynamic reference to %s", async (_, schema) => {
  const inputSchema = { type: "object", ...schema };
  expect(await problemOf(inputSchema, { x: "text" })).toBeNull();
  expect(await problemOf(inputSchema, { x: 1 })).toBe("args.x must be string, was given 1");
});

it("is left to the server where the reference may lead to several schemas", async () => {
  const list = {
    type: "array",
    items: { $dynamicRef: "#T" },
    $defs: { any: { $dynamicAnchor: "T" } },
  };
  const texts = { $ref: "list", $defs: { item: { $dynamicAnchor: "T", ...TEXT } } };
  const inputSchema = {
    type: "object",
    properties: { x: { $ref: "texts" } },
    $defs: { list: { $id: "list", ...list }, texts: { $id: "texts", ...texts } },
  };
  expect(await problemOf(inputSchema, { x: ["text"] })).toBeNull();
  expect(await problemOf(inputSchema, { x: 1 })).toBe("args.x must be array, was given 1");
});

it("leads to the whole schema from a definition by the recursive reference of 2019-09", async () => {
  const inputSchema = {
    $schema: "https://json-schema.org/draft/2019-09/schema",
    type: "object",
    properties: { name: TEXT, parts: { $ref: "#/$defs/parts" } },
    $defs: { parts: { type: "array", items: { $recursiveRef: "#" } } },
  };
  expect(await problemOf(inputSchema, { parts: [{ name: "wheel" }] })).toBeNull();
  expect(await problemOf(inputSchema, { parts: [{ name: 1 }] })).toBe(
    "args.parts[0].name must be string, was given 1",
  );
});

it("is followed in the rule of a policy", async () => {
  const inputSchema = { type: "object" };
  const server = createToolServer("s", [{ name: "take", inputSchema, handler }]);
  const args = {
    properties: { path: { $dynamicRef: "#secret" } },
    required: ["path"],
    $defs: { secret: { $dynamicAnchor: "secret", pattern: "^/etc/" } },
  };
  const policy = { rules: [{ match: { args }, action: "deny" as const }] };
  const client = open({ s: { server } }, { policy });
  const { error } = await client.executeCode('await s.take({ path: "/etc/passwd" })');
  expect(error).toContain("PolicyError");
  expect((await client.executeCode('await s.take({ path: "/tmp" })')).error).toBeNull();
});
