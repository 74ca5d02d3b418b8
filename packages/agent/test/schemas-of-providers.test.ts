/** Schemas of every kind, which not every provider takes as they are. */
import { createToolServer, MCPClient } from "@toolweave/core";
import { startModelStandIn } from "@toolweave/model-stand-ins";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { MCPAgent } from "../src/index.js";
import { openBench } from "./support/bench.js";
import { CLIENTS, modelFor } from "./support/models.js";

interface Tree {
  name: string;
  parts: Tree[];
}

const tree: z.ZodType<Tree> = z.object({
  name: z.string(),
  get parts() {
    return z.array(tree);
  },
});

const EVERY_KIND = z.object({
  tree,
  nullable: z.string().nullable(),
  either: z.union([z.string(), z.number(), z.null()]),
  kind: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("a"), size: z.number().int().positive() }),
    z.object({ kind: z.literal("b") }),
  ]),
  record: z.record(z.string(), z.number()),
  pair: z.tuple([z.string(), z.number()]),
  level: z.literal([1, 2]),
  mail: z.email(),
  named: z.object({ id: z.string() }).meta({ id: "Named" }),
});

const ANSWER = {
  tree: { name: "a", parts: [{ name: "b", parts: [] }] },
  nullable: null,
  either: 3,
  kind: { kind: "b" as const },
  record: { a: 1 },
  pair: ["a", 1] as [string, number],
  level: 2 as const,
  mail: "ada@example.org",
  named: { id: "x" },
};

describe.each(CLIENTS)("$name", (client) => {
  it("gives an answer with every kind of schema in it", async () => {
    const { agent } = await openBench({
      client,
      script: { turns: [{ toolCalls: [{ name: "final_answer", args: ANSWER }] }] },
    });
    expect(await agent.run("Go", { schema: EVERY_KIND })).toEqual(ANSWER);
  });

  it("calls a server's tool with schemas that refer to each other, and takes null", async () => {
    const items = { type: "array", items: { $ref: "#/$defs/part" } };
    const inputSchema = {
      type: "object" as const,
      properties: {
        parts: items,
        size: { oneOf: [{ type: "number" }, { type: "string" }] },
        note: { type: ["string", "null"] },
      },
      required: ["parts"],
      $defs: { part: { type: "object", properties: { name: { const: "a" }, parts: items } } },
    };
    const handler = (args: unknown): { content: { type: string; text: string }[] } => ({
      content: [{ type: "text", text: JSON.stringify(args) }],
    });
    const server = createToolServer("shop", [{ name: "order", inputSchema, handler }]);
    const args = { parts: [{ name: "a", parts: [] }], size: 3, note: null };
    const standIn = await startModelStandIn({
      provider: client.provider,
      turns: [{ toolCalls: [{ name: "order", args }] }, { text: "Ordered." }],
    });
    const mcp = new MCPClient({ mcpServers: { shop: { server } } });
    const agent = new MCPAgent({ llm: modelFor(standIn, { client }), client: mcp });
    const { messages } = await agent.invoke("Go");
    expect(messages.map(({ text }) => text).slice(2)).toEqual([JSON.stringify(args), "Ordered."]);
    await Promise.all([agent.close(), mcp.close(), standIn.close()]);
  });
});

describe.each(CLIENTS.filter(({ provider }) => provider === "google"))("$name", (client) => {
  const named = { properties: { name: { type: "string" } }, required: ["name"] };
  const numbered = { properties: { id: { type: "number" } }, required: ["id"] };

  it.each([
    {
      what: "needs one of two arguments",
      schema: {
        properties: { ...named.properties, ...numbered.properties },
        anyOf: [{ required: ["name"] }, { required: ["id"] }],
      },
      shown: [["name", "id"], []],
    },
    {
      what: "has other arguments for each kind of call",
      schema: { oneOf: [named, numbered] },
      shown: [["name", "id"], []],
    },
    {
      what: "has the arguments of two definitions",
      schema: { allOf: [{ $ref: "#/$defs/a" }, { $ref: "#/$defs/b" }] },
      shown: [
        ["name", "id"],
        ["name", "id"],
      ],
    },
    {
      what: "needs an argument that it does not describe",
      schema: { ...named, required: ["name", "id"] },
      shown: [["name"], ["name"]],
    },
  ])("is shown all arguments of a tool that $what", async ({ schema, shown }) => {
    const inputSchema = { type: "object" as const, $defs: { a: named, b: numbered }, ...schema };
    const handler = (): { content: [] } => ({ content: [] });
    const server = createToolServer("shop", [{ name: "find", inputSchema, handler }]);
    const standIn = await startModelStandIn({
      provider: client.provider,
      turns: [{ text: "I see." }],
    });
    const mcp = new MCPClient({ mcpServers: { shop: { server } } });
    const agent = new MCPAgent({ llm: modelFor(standIn, { client }), client: mcp });
    expect(await agent.run("Go")).toBe("I see.");
    const tools = standIn.received()[0]?.request?.tools ?? [];
    const { properties = {}, required = [] } = (tools[0]?.parameters ?? {}) as {
      properties?: object;
      required?: string[];
    };
    expect([Object.keys(properties), required]).toEqual(shown);
    await Promise.all([agent.close(), mcp.close(), standIn.close()]);
  });
});

describe.each(CLIENTS.filter(({ provider }) => provider === "google"))("$name", (client) => {
  const empty = { type: "string", maxLength: 0 };

  it.each([
    {
      what: "values with the empty text",
      order: { enum: ["", "asc"] },
      shown: { anyOf: [{ type: "string", enum: ["asc"] }, empty] },
    },
    { what: "the empty text alone", order: { const: "" }, shown: empty },
    {
      what: "values with null",
      order: { enum: ["asc", null] },
      shown: { type: "string", enum: ["asc"], nullable: true },
    },
    { what: "null alone", order: { const: null }, shown: { type: "null" } },
    {
      what: "a reference by a name that is encoded",
      order: { $ref: "#/definitions/Partial%3CA~1B~0C%3E" },
      shown: { type: "number" },
    },
    {
      what: "a reference by a name that merely looks encoded",
      order: { $ref: "#/definitions/100%" },
      shown: { type: "boolean" },
    },
    {
      what: "a reference into a list",
      order: { $ref: "#/properties/other/anyOf/1" },
      shown: { type: "number" },
    },
  ])("is shown an argument with $what", async ({ order, shown }) => {
    const inputSchema = {
      type: "object" as const,
      properties: { order, other: { anyOf: [{ type: "string" }, { type: "number" }] } },
      definitions: { "Partial<A/B~C>": { type: "number" }, "100%": { type: "boolean" } },
    };
    const handler = (): { content: [] } => ({ content: [] });
    const server = createToolServer("shop", [{ name: "find", inputSchema, handler }]);
    const standIn = await startModelStandIn({
      provider: client.provider,
      turns: [{ text: "I see." }],
    });
    const mcp = new MCPClient({ mcpServers: { shop: { server } } });
    const agent = new MCPAgent({ llm: modelFor(standIn, { client }), client: mcp });
    expect(await agent.run("Go")).toBe("I see.");
    const [tool] = standIn.received()[0]?.request?.tools ?? [];
    expect(tool?.parameters).toMatchObject({ properties: { order: shown } });
    await Promise.all([agent.close(), mcp.close(), standIn.close()]);
  });
});

it.each(CLIENTS)("gives $name the tools of servers whatever they are named", async (client) => {
  const names = ["2fa.list", "-x", "\u{1f389}", "__proto__", "constructor", "_2fa_list"];
  const handler = (): { content: [{ type: "text"; text: string }] } => ({
    content: [{ type: "text", text: "Seen." }],
  });
  const inputSchema = { type: "object" as const };
  const server = createToolServer(
    "8",
    names.map((name) => ({ name, inputSchema, handler })),
  );
  const standIn = await startModelStandIn({
    provider: client.provider,
    turns: [{ toolCalls: [{ name: "_2fa_list", args: {} }] }, { text: "I see." }],
  });
  const mcp = new MCPClient({ mcpServers: { "8": { server } } });
  const agent = new MCPAgent({ llm: modelFor(standIn, { client }), client: mcp });
  const { messages } = await agent.invoke("Go");
  expect(messages.map(({ text }) => text).slice(2)).toEqual(["Seen.", "I see."]);
  const shown = standIn.received()[0]?.request?.tools.map(({ name }) => name);
  expect(new Set(shown).size).toBe(names.length);
  await Promise.all([agent.close(), mcp.close(), standIn.close()]);
});
