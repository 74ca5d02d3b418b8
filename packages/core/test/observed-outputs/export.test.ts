import type { ExportedOutputs, MCPClient } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { AnsweringServer } from "../support/answering-server.js";
import { open } from "../support/clients.js";

const ISSUE = { id: 1, title: "A bug", labels: [{ name: "bug" }] };
const TYPE = "/* observed */ { id: number; title: string; labels: { name: string }[] }";

function connect(server: AnsweringServer): MCPClient {
  return open({ api: server.config }, { codeMode: true });
}

async function learned(server = new AnsweringServer({ name: "get" })): Promise<ExportedOutputs> {
  const client = connect(server);
  await server.answer(client, "get", ISSUE);
  const exported = client.exportObservedOutputs();
  await client.close();
  return JSON.parse(JSON.stringify(exported));
}

async function signatureOf(client: MCPClient): Promise<string> {
  const { results } = await client.searchTools("", "descriptions");
  return results[0]?.signature ?? "";
}

describe("observed outputs", () => {
  it("survive a restart as JSON", async () => {
    const client = connect(new AnsweringServer({ name: "get" }));
    client.importObservedOutputs(await learned());
    expect(await signatureOf(client)).toBe(`api.get(): Promise<${TYPE}>`);
  });

  it("still tell after it that a field may have been taken for data", async () => {
    const before = new AnsweringServer({ name: "get" });
    const first = connect(before);
    await before.answer(first, "get", { "ada@example.com": "admin", owner: "bob" });
    const after = new AnsweringServer({ name: "get" });
    const second = connect(after);
    second.importObservedOutputs(JSON.parse(JSON.stringify(first.exportObservedOutputs())));
    await after.answer(second, "get", { "ada@example.com": "admin", owner: null });
    expect(await signatureOf(second)).toContain("{ owner?: string | null; [key: string]: ");
  });

  it("hold names and kinds, and no value", async () => {
    const { version, tools } = await learned();
    expect(version).toBe(1);
    expect(tools).toMatchObject([{ server: "api", tool: "get", results: 1 }]);
    expect(JSON.stringify(tools)).not.toMatch(/A bug|"bug"/);
  });

  it("are merged with what has been learned since", async () => {
    const exported = await learned();
    const server = new AnsweringServer({ name: "get" });
    const client = connect(server);
    await server.answer(client, "get", { id: "one", title: "x", labels: [] });
    client.importObservedOutputs(exported);
    expect(await signatureOf(client)).toContain(
      "{ id: string | number; title: string; labels: { name: string }[] }",
    );
  });

  it("are not used for a tool that is defined otherwise now", async () => {
    const client = connect(
      new AnsweringServer({ name: "get", description: "Gets something else" }),
    );
    client.importObservedOutputs(await learned());
    expect(await signatureOf(client)).toBe("api.get(): Promise<unknown>");
  });

  it("give way to what a tool defined otherwise answers", async () => {
    const server = new AnsweringServer({ name: "get", description: "Gets a text" });
    const client = connect(server);
    client.importObservedOutputs(await learned());
    await server.answer(client, "get", "text");
    expect(await signatureOf(client)).toBe("api.get(): Promise</* observed */ string>");
  });

  it("are exported again as they were imported", async () => {
    const exported = await learned();
    const client = connect(new AnsweringServer({ name: "get" }));
    client.importObservedOutputs(exported);
    expect(client.exportObservedOutputs()).toEqual(exported);
  });

  it("are read again however deep they are", async () => {
    const server = new AnsweringServer({ name: "get" });
    const client = connect(server);
    await server.answer(client, "get", JSON.parse(`${'{"a":['.repeat(20)}1${"]}".repeat(20)}`));
    const exported = client.exportObservedOutputs();
    await client.close();
    const other = connect(new AnsweringServer({ name: "get" }));
    other.importObservedOutputs(exported);
    expect(other.exportObservedOutputs()).toEqual(exported);
  });

  it("of more tools than are kept lose the oldest", async () => {
    const { tools } = await learned();
    const many = Array.from({ length: 1_200 }, (_, n) => ({ ...tools[0], tool: `tool${n}` }));
    const client = connect(new AnsweringServer({ name: "get" }));
    client.importObservedOutputs({ version: 1, tools: many });
    const kept = client.exportObservedOutputs().tools;
    expect(kept).toHaveLength(1_000);
    expect(kept.at(-1)?.tool).toBe("tool1199");
  });

  it("lose keys that are data, wherever they come from", async () => {
    const exported = await learned();
    const fields = { "ada@example.com": [1, { kinds: ["string"] }] };
    const forged = { ...exported.tools[0], shape: { object: { seen: 1, fields } } };
    const client = connect(new AnsweringServer({ name: "get" }));
    client.importObservedOutputs({ version: 1, tools: [forged] });
    expect(await signatureOf(client)).toBe(
      "api.get(): Promise</* observed */ { [key: string]: string }>",
    );
  });
});

describe("an import", () => {
  const tool = { server: "api", tool: "get", fingerprint: "f", results: 1, shape: {} };
  const deep = JSON.parse(`${'{"items":'.repeat(50)}{}${"}".repeat(50)}`);

  it.each([
    ["text", "observed outputs must be an object, not string"],
    [null, "observed outputs must be an object, not null"],
    [{ tools: [] }, "version must be 1, the only version this release reads, not undefined"],
    [{ version: 2, tools: [] }, "version must be 1, the only version this release reads, not 2"],
    [{ version: 1 }, "tools must be an array, not undefined"],
    [{ version: 1, tools: [tool, 5] }, "tools[1] must be an object, not 5"],
    [{ version: 1, tools: [{ ...tool, server: 1 }] }, "tools[0].server must be a string, not 1"],
    [{ version: 1, tools: [{ ...tool, results: -1 }] }, "tools[0].results must be a count, not -1"],
    [
      { version: 1, tools: [{ ...tool, shape: { kinds: ["bigint"] } }] },
      "tools[0].shape.kinds must be made of string, number, boolean, null",
    ],
    [
      { version: 1, tools: [{ ...tool, shape: { object: { seen: 1 } } }] },
      "tools[0].shape.object.fields must be an object",
    ],
    [
      { version: 1, tools: [{ ...tool, shape: { object: { seen: 1, fields: { a: 1 } } } }] },
      'tools[0].shape.object.fields["a"] must be [seen, shape]',
    ],
    [
      { version: 1, tools: [{ ...tool, shape: deep }] },
      "must be no deeper than shapes are learned",
    ],
  ])("of %j is refused", (exported, message) => {
    const client = connect(new AnsweringServer({ name: "get" }));
    expect(() => client.importObservedOutputs(exported)).toThrow(
      expect.objectContaining({
        code: "CONFIG_INVALID",
        message: expect.stringContaining(message),
      }),
    );
    expect(client.exportObservedOutputs().tools).toEqual([]);
  });
});
