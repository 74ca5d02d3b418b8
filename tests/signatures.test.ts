/**
 * What the model is told of tools, and what its code may then do: signatures in searches and errors, and
 * names as declarations have them, with the VM executor.
 */
import { createToolServer, MCPClient, type ServerConfig } from "@toolweave/core";
import { afterEach, describe, expect, it } from "vitest";

const LIST_ITEMS = {
  type: "object",
  properties: { owner: { type: "string" }, state: { enum: ["open", "closed"] } },
  required: ["owner"],
};

const clients: MCPClient[] = [];

function open(...tools: string[]): MCPClient {
  const served = tools.map((name) => ({
    name,
    inputSchema: LIST_ITEMS,
    handler: () => ({ content: [{ type: "text", text: `{"called":${JSON.stringify(name)}}` }] }),
  }));
  const server: ServerConfig = { server: createToolServer("my-server", served) };
  const client = new MCPClient({ mcpServers: { "my-server": server } }, { codeMode: true });
  clients.push(client);
  return client;
}

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

describe("the sandbox", () => {
  it("knows every name that declarations have", async () => {
    const odd = ["list.items", "delete", "new", "then", "constructor", "größe", "2fa", "🔥"];
    const client = open(...odd);
    const declarations = await client.getTypeDeclarations();
    const members = declarations.slice(declarations.indexOf("declare var my_server"));
    const names = [...members.matchAll(/^ {2}("(?:[^"\\]|\\.)*"|\w+)[(:]/gm)].map(
      ([, key = ""]): string => (key.startsWith('"') ? JSON.parse(key) : key),
    );
    expect(names.length).toBeGreaterThanOrEqual(odd.length);
    const { result, error } = await client.executeCode(`
      const called = {};
      for (const name of ${JSON.stringify(names)}) {
        called[name] = (await globalThis["my-server"][name]({ owner: "acme" })).called;
        if ((await my_server[name]({ owner: "acme" })).called !== called[name]) throw new Error(name);
      }
      return called;
    `);
    expect(error).toBeNull();
    expect(Object.keys(result as object)).toEqual([...new Set(names)]);
    expect([...new Set(Object.values(result as object))].sort()).toEqual(odd.toSorted());
  });
});

describe("an error", () => {
  it("shows the nearest tools as they are called", async () => {
    const client = open("list_items", "list_issues", "burn");
    const { error } = await client.executeCode(
      "return await my_server.list_isues({ owner: 'acme' })",
    );
    expect(error).toContain("my_server.list_isues does not exist. Did you mean\n");
    expect(error).toContain(
      '  my_server.list_issues(args: { owner: string; state?: "open" | "closed" }): Promise<unknown>\n',
    );
  });

  it("shows how a tool is called that was called wrongly", async () => {
    const client = open("list_items");
    const { error } = await client.executeCode("return await my_server.list_items('acme')");
    expect(error).toContain(
      "takes one object of named arguments and was given a string. Call it as\n",
    );
    expect(error).toContain(
      '  my_server.list_items(args: { owner: string; state?: "open" | "closed" })',
    );
  });
});

describe("a search", () => {
  it("shows the results of a tool once code has called it", async () => {
    const client = open("list_items");
    const code = `
      const signature = async () => (await search_tools("list items")).results[0].signature;
      const before = await signature();
      await my_server.list_items({ owner: "acme" });
      return [before, await signature()];
    `;
    const call = 'my_server.list_items(args: { owner: string; state?: "open" | "closed" }): ';
    expect((await client.executeCode(code)).result).toEqual([
      `${call}Promise<unknown>`,
      `${call}Promise</* observed */ { called: string }>`,
    ]);
  });
});

describe("what a type cannot say of the items of an array", () => {
  const day = { type: "string", format: "date", maxLength: 10 };
  const properties = {
    days: { type: "array", items: day, minItems: 1, description: "When to go", default: [] },
    guests: { anyOf: [{ type: "array", items: { $ref: "#/$defs/guest" } }, { type: "null" }] },
    rates: { type: "object", additionalProperties: { type: "number", minimum: 0 } },
    rooms: { type: "array", items: { type: "object", properties: { day } } },
  };
  const inputSchema = {
    type: "object",
    properties,
    $defs: { guest: { type: "string", pattern: "^g" } },
  };
  const tool = { name: "book", inputSchema, handler: () => ({ content: [] }) };

  it.each([
    [
      "search",
      async (client: MCPClient) => {
        const { results } = await client.searchTools("book", "descriptions");
        return String(results[0]?.signature);
      },
    ],
    ["declarations", (client: MCPClient) => client.getTypeDeclarations()],
  ])("is said beside the property, in a %s", async (_, textOf) => {
    const client = new MCPClient(
      { mcpServers: { hotel: { server: createToolServer("hotel", [tool]) } } },
      { codeMode: true },
    );
    clients.push(client);
    const text = await textOf(client);
    expect(text).toContain("/** When to go (each date, each at most 10 characters, default []) */");
    expect(text).toContain("/** each matches ^g */");
    expect(text).toContain("/** each >= 0 */");
    expect(text.match(/each/g)).toHaveLength(4);
  });
});

describe("a signature without room for all properties", () => {
  const names = Array.from({ length: 120 }, (_, n) => `option_${n}`);
  const wide = {
    name: "wide",
    inputSchema: {
      type: "object",
      properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
      required: ["option_119", "option_70"],
    },
    handler: () => ({ content: [] }),
  };

  it.each(["descriptions", "full"] as const)(
    "shows those that are required, at %s",
    async (level) => {
      const client = new MCPClient(
        { mcpServers: { s: { server: createToolServer("s", [wide]) } } },
        { codeMode: true },
      );
      clients.push(client);
      const { results } = await client.searchTools("wide", level);
      expect(results[0]?.signature).toMatch(
        /option_0\?: string;[\s\S]*option_70: string;\s+option_119: string;\s+\[key: string\]: unknown/,
      );
      const { error } = await client.executeCode("return await s.wide({})");
      expect(error).toContain("  option_119: string;");
    },
  );
});
