import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { createToolServer, type ToolDefinition } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { open } from "../support/clients.js";
import { eventually } from "../support/processes.js";
import { rawServer } from "../support/servers.js";
import { within } from "../support/within.js";

async function toolsOf(behaviour: string): Promise<{
  names: string[];
  tools: readonly ToolDefinition[];
  warnings: readonly string[];
}> {
  const session = await open({ raw: rawServer(behaviour) }).createSession("raw");
  const tools = await session.listTools();
  return { names: tools.map(({ name }) => name), tools, warnings: session.warnings };
}

describe("listing tools", () => {
  it("reads all pages", async () => {
    const { names, warnings } = await toolsOf("pages");
    expect(names).toEqual(["page_0", "page_1", "page_2"]);
    expect(warnings).toEqual([]);
  });

  it.each(["endless-pages", "circular-pages"])("cuts off %s with a warning", async (behaviour) => {
    const { names, warnings } = await toolsOf(behaviour);
    expect(names.length).toBe(behaviour === "endless-pages" ? 1_000 : 1);
    expect(warnings).toContain("pages its list of tools without end; the rest is left out");
  });

  it("cuts off pages that have more together than one message may, with a warning", async () => {
    const server = new Server({ name: "vast", version: "1" }, { capabilities: { tools: {} } });
    const description = "x".repeat(16 << 20);
    let pages = 0;
    server.setRequestHandler(ListToolsRequestSchema, () => {
      const name = `page_${pages++}`;
      return {
        tools: [{ name, description, inputSchema: { type: "object" } }],
        nextCursor: String(pages),
      };
    });
    const session = await open({ vast: { server } }).createSession("vast");
    expect(await session.listTools()).toHaveLength(8);
    expect(pages).toBe(8);
    expect(session.warnings).toEqual([
      "lists more than 134217728 characters of tools; the rest is left out",
    ]);
  });

  it("reads pages with a schema that holds itself, and leaves the schema out", async () => {
    const server = new Server({ name: "round", version: "1" }, { capabilities: { tools: {} } });
    const round: { type: "object"; properties: Record<string, object> } = {
      type: "object",
      properties: {},
    };
    round.properties["self"] = round;
    server.setRequestHandler(ListToolsRequestSchema, ({ params }) =>
      params?.cursor === undefined
        ? { tools: [{ name: "first", inputSchema: round }], nextCursor: "second" }
        : { tools: [{ name: "second", inputSchema: { type: "object" } }] },
    );
    const session = await open({ round: { server } }).createSession("round");
    expect(await session.listTools()).toMatchObject([
      { name: "first", inputSchema: { type: "object" } },
      { name: "second" },
    ]);
    expect(session.warnings).toEqual([
      'gives the tool "first" a schema that is nested too deeply, or is no JSON; it is left out',
    ]);
  });

  it("takes an empty cursor as the end", async () => {
    expect(await toolsOf("empty-cursor")).toMatchObject({ names: ["only"], warnings: [] });
  });

  it("keeps the first of two tools of one name, with a warning", async () => {
    const { names, tools, warnings } = await toolsOf("twins");
    expect(names).toEqual(["twin", "other"]);
    expect(tools[0]?.description).toBe("first");
    expect(warnings).toEqual(['lists the tool "twin" more than once']);
  });

  it("bears tools whose schemas are broken, with warnings", async () => {
    const { tools, warnings } = await toolsOf("broken-schemas");
    expect(tools.map(({ name, inputSchema }) => [name, inputSchema])).toEqual([
      ["good", { type: "object" }],
      ["null_schema", { type: "object" }],
      ["no_schema", { type: "object" }],
      ["odd_schema", { properties: { anything: true } }],
      ["odd_rest", {}],
    ]);
    expect(tools[4]).toMatchObject({ description: undefined, outputSchema: undefined });
    expect(warnings).toEqual([
      'gives the tool "null_schema" no input schema; it may take anything',
      'gives the tool "no_schema" no input schema; it may take anything',
      "lists a tool without a name; it is left out",
    ]);
  });

  it("leaves out a schema that cannot be told, so that searches can be answered", async () => {
    let deep: Record<string, unknown> = { type: "string" };
    for (let i = 0; i < 20_000; i++) deep = { type: "array", items: deep };
    const inputSchema = { type: "object", properties: { deep } };
    const handler = () => ({ content: [] });
    const server = createToolServer("s", [{ name: "take", inputSchema, handler }]);
    const client = open({ s: { server } }, { codeMode: true });
    const { result } = await client.executeCode("return (await search_tools()).results");
    expect(result).toMatchObject([{ name: "take", input_schema: { type: "object" } }]);
    expect(client.getSession("s")?.warnings).toEqual([
      'gives the tool "take" a schema that is nested too deeply, or is no JSON; it is left out',
    ]);
  });

  it("gives none for a server that does not offer tools", async () => {
    expect(await toolsOf("no-tools")).toMatchObject({ names: [], warnings: [] });
  });

  it.each<[behaviour: string, says: string]>([
    ["list-error", "the tools are at lunch"],
    ["no-list", "its answer has no array of tools"],
    ["list-hang", "did not answer within"],
  ])("fails for a server that does %s, which is told; others work", async (behaviour, says) => {
    // The others answer, if a busy machine lets them.
    const requestTimeoutMs = behaviour === "list-hang" ? 300 : 60_000;
    const bad = { ...rawServer(behaviour), requestTimeoutMs };
    const client = open({ bad, good: rawServer() }, { codeMode: true });
    const { meta, results } = await client.searchTools("", "names");
    expect(meta.namespaces).toEqual(["good"]);
    expect(results.length).toBeGreaterThan(5);
    const failures = client.getFailedServers();
    expect(Object.keys(failures)).toEqual(["bad"]);
    expect(failures["bad"]).toMatchObject({ code: "SERVER_UNAVAILABLE" });
    expect(failures["bad"]?.message).toContain('The server "bad" could not list its tools');
    expect(failures["bad"]?.message).toContain(says);
  });

  it("gives the same array until the server says that it has changed", async () => {
    const client = open({ raw: rawServer() });
    const session = await client.createSession("raw");
    const before = await session.listTools();
    expect(await session.listTools()).toBe(before);
    await client.callTool("raw", "grow");
    const after: readonly ToolDefinition[] = await eventually(async () => {
      const tools = await session.listTools();
      return tools === before ? undefined : tools;
    });
    expect(after.length).toBe(before.length + 1);
  });
});

describe("searching tools", () => {
  it("sees what a server has added since", async () => {
    const client = open({ raw: rawServer() }, { codeMode: true });
    expect((await client.searchTools("extra_0", "names")).results[0]?.name).not.toBe("extra_0");
    await client.callTool("raw", "grow");
    await eventually(async () => {
      const { results } = await client.searchTools("extra_0", "names");
      return results[0]?.name === "extra_0";
    });
  });

  it("sees servers that are added and removed while it connects others", async () => {
    const empty = createToolServer("empty", [
      { name: "only", inputSchema: { type: "object" }, handler: () => ({ content: [] }) },
    ]);
    const slow = { ...rawServer("hang"), connectTimeoutMs: 300 };
    const client = open({ slow, first: rawServer() }, { codeMode: true });
    const early = client.searchTools("", "names");
    client.addServer("late", { server: empty });
    await client.removeServer("first");
    const { meta } = await client.searchTools("", "names");
    expect(meta.namespaces).toEqual(["late"]);
    await early;
    expect((await client.searchTools("", "names")).meta.namespaces).toEqual(["late"]);
  });

  it("waits once for a server that hangs, and not again", async () => {
    const slow = { ...rawServer("hang"), connectTimeoutMs: 2_200 };
    const client = open({ slow, good: rawServer() }, { codeMode: true });
    await client.searchTools();
    expect(client.getFailedServers()).toHaveProperty("slow");
    const again = await within(1_000, client.searchTools());
    expect(again.meta.namespaces).toEqual(["good"]);
  });
});
