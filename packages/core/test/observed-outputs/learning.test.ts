import { createToolServer, type InProcessTool, type MCPClient } from "@toolweave/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AnsweringServer } from "../support/answering-server.js";
import { open } from "../support/clients.js";
import { typeErrors } from "../support/type-check.js";

/** The result type that the signature of a tool shows after it has answered with the values. */
async function observed(...values: unknown[]): Promise<string> {
  const server = new AnsweringServer({ name: "get" });
  const client = open({ api: server.config }, { codeMode: true });
  await server.answer(client, "get", ...values);
  return resultType(client);
}

async function resultType(client: MCPClient, tool = "get"): Promise<string> {
  const { results } = await client.searchTools("", "descriptions");
  const signature = results.find(({ name }) => name === tool)?.signature ?? "";
  return /Promise<([\s\S]*)>(?:\ntype |$)/.exec(signature)?.[1] ?? signature;
}

function repeated<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, n) => make(n));
}

describe("the shape of results", () => {
  it("is unknown until a tool has answered", async () => {
    expect(await observed()).toBe("unknown");
  });

  it.each([
    ["text", ["All is well."], "string"],
    [
      "a record",
      [{ id: 1, name: "a", ok: true, more: null }],
      "{ id: number; name: string; ok: boolean; more: null }",
    ],
    ["an array", [[{ id: 1 }, { id: 2 }]], "{ id: number }[]"],
    ["an empty array", [{ items: [] }], "{ items: unknown[] }"],
    ["an empty object", [{}], "{}"],
    [
      "several kinds",
      ["none", { id: 1 }, [1, "a"]],
      "string | (string | number)[] | { id: number }",
    ],
  ])("of %s", async (_, values, type) => {
    expect(await observed(...values)).toBe(`/* observed */ ${type}`);
  });

  it("has a field as optional that not every object had", async () => {
    expect(await observed({ id: 1, tag: "a" }, { id: 2 })).toBe(
      "/* observed */ { id: number; tag?: string }",
    );
    expect(await observed([{ id: 1 }, { id: 2, tag: "a" }])).toBe(
      "/* observed */ { id: number; tag?: string }[]",
    );
  });

  it("takes an array together that began empty, and a field that began null", async () => {
    const type = await observed({ items: [], next: null }, { items: [{ id: 1 }], next: "n" });
    expect(type).toBe("/* observed */ { items: { id: number }[]; next: string | null }");
  });

  it("looks at the end of a long array too", async () => {
    const items = repeated(1_000, (n) => (n < 500 ? { id: n } : { id: n, archived: true }));
    expect(await observed(items)).toContain("archived?: boolean");
  });
});

describe("what is learned", () => {
  it("is not of a tool whose server declares its results", async () => {
    const outputSchema = { type: "object", properties: { id: { type: "string" } } };
    const server = new AnsweringServer({ name: "get", outputSchema });
    const client = open({ api: server.config }, { codeMode: true });
    await client.executorHost.connectServers();
    expect(await resultType(client)).toBe("{ id?: string }");
    expect(client.exportObservedOutputs().tools).toEqual([]);
  });

  it("is not from a call that fails", async () => {
    const server = new AnsweringServer({ name: "get" });
    const client = open({ api: server.config }, { codeMode: true });
    await expect(server.answer(client, "missing", "x")).rejects.toThrow("missing does not exist");
    expect(client.exportObservedOutputs().tools).toEqual([]);
  });

  it("is what code gets of a server in this process that answers with what is no JSON", async () => {
    class Row {
      readonly id = 1;
      readonly at = new Date(0);
      readonly save = (): void => {};
      readonly none = undefined;
    }
    const tool = (name: string, value: object): InProcessTool => ({
      name,
      inputSchema: { type: "object" },
      handler: () => ({ content: [], structuredContent: { ...value } }),
    });
    const server = createToolServer("rows", [tool("get", new Row()), tool("sum", { total: 1n })]);
    const client = open({ rows: { server } }, { codeMode: true });
    await client.searchTools("");
    const [rows] = client.executorHost.getToolNamespaces();
    expect(Object.keys((await rows?.callTool("get")) as object)).toEqual(["id", "at"]);
    await expect(rows?.callTool("sum")).rejects.toMatchObject({ code: "TOOL_FAILED" });
    expect(await resultType(client)).toBe("/* observed */ { id: number; at: string }");
    expect(await resultType(client, "sum")).toBe("unknown");
    expect(await client.getTypeDeclarations()).toMatch(/sum\(.*\): Promise<unknown>/);
  });

  it("is nothing where it is switched off", async () => {
    const server = new AnsweringServer({ name: "get" });
    const client = open({ api: server.config }, { codeMode: { learnOutputs: false } });
    await server.answer(client, "get", { id: 1 });
    expect(await resultType(client)).toBe("unknown");
    expect(client.exportObservedOutputs().tools).toEqual([]);
  });

  it("stands in type declarations, which compile", async () => {
    const server = new AnsweringServer({ name: "get" });
    const client = open({ api: server.config }, { codeMode: true });
    await server.answer(client, "get", { "a b": 1, list: [{ id: 1, "2025-01-01": null }, null] });
    const declarations = await client.getTypeDeclarations();
    expect(declarations).toContain("Promise</* observed */ {");
    expect(await typeErrors({ "toolweave.d.ts": declarations })).toEqual([]);
  });

  it("comes from the first results, and from few of those that follow", async () => {
    const server = new AnsweringServer({ name: "get" });
    const client = open({ api: server.config }, { codeMode: true });
    await server.answer(client, "get", ...repeated(5, () => ({ a: 1 })));
    await server.answer(client, "get", { b: 1 });
    expect(await resultType(client)).toBe("/* observed */ { a: number }");
    await server.answer(client, "get", ...repeated(4, () => ({ b: 1 })));
    expect(await resultType(client)).toBe("/* observed */ { a?: number; b?: number }");
  });

  it("costs a call next to nothing, however large its result", async () => {
    const server = new AnsweringServer({ name: "get" });
    const learning = open({ api: server.config }, { codeMode: true });
    const large = repeated(200_000, (n) => ({ id: n, labels: ["a", "b"] }));
    await server.answer(learning, "get", large);
    expect(await resultType(learning)).toBe("/* observed */ { id: number; labels: string[] }[]");
  });
});

describe("keys that are data", () => {
  it.each([
    ["dates", { "2025-01-01": 1, "2025-01-02": 2 }, "{ [key: string]: number }"],
    [
      "ids",
      { "6f1c2a9e-1b7d-4c1e-9f0e-0a1b2c3d4e5f": { n: 1 } },
      "{ [key: string]: { n: number } }",
    ],
    ["addresses", { "ada@example.com": "x", bob: "y" }, "{ [key: string]: string }"],
    ["paths", { "src/index.ts": { lines: 10 } }, "{ [key: string]: { lines: number } }"],
    ["tokens", { sk_live_51HxT7dKZ: true }, "{ [key: string]: boolean }"],
    ["numbers", { "1": "a", "2": "b" }, "{ [key: string]: string }"],
    [
      "records of the same form",
      {
        ada: { id: 1, age: 2 },
        bob: { id: 1, age: 2 },
        cyd: { id: 1, age: 2 },
        dan: { id: 1, age: 2 },
      },
      "{ [key: string]: { id: number; age: number } }",
    ],
    [
      "more than anyone would name",
      Object.fromEntries(repeated(30, (n) => [`word${"abcdefghij"[n % 10]}${"xyz"[n % 3]}`, n])),
      "{ [key: string]: number }",
    ],
  ])("such as %s become an index", async (_, value, type) => {
    expect(await observed(value)).toBe(`/* observed */ ${type}`);
  });

  it("are told by their coming and going", async () => {
    const people = ["ada", "bob", "cyd", "dan", "eve", "fay", "gus", "hal"];
    const results = repeated(4, (n) => ({
      total: n,
      [people[2 * n] ?? ""]: n,
      [people[2 * n + 1] ?? ""]: n,
    }));
    expect(await observed(...results)).toBe(
      "/* observed */ { total: number; [key: string]: number }",
    );
  });

  it("may have been fields that are seen later, of what they were before", async () => {
    const first = { "ada@example.com": "admin", owner: "bob" };
    const second = { "ada@example.com": "admin", owner: null };
    const type =
      "/* observed */ { owner?: string | null; [key: string]: string | undefined | null }";
    expect(await observed(first, second)).toBe(type);
    expect(await observed(second, first)).toBe(type);
  });

  it("say nothing of fields that come and go beside them", async () => {
    const page = { "2025-01-01": { sold: 1 } };
    expect(await observed({ ...page, next: "abc" }, page)).toBe(
      "/* observed */ { next?: string; [key: string]: { sold: number } | string | undefined }",
    );
  });

  it("leave ordinary names alone", async () => {
    const names = [
      "id",
      "created_at",
      "createdAt",
      "HTMLUrl",
      "Content-Type",
      "sha256",
      "address2",
      "_links",
      "$ref",
      "p95",
      "x",
    ];
    const type = await observed(
      Object.fromEntries(names.map((name, n) => [name, n % 2 ? "a" : 1])),
    );
    for (const name of names) expect(type).toContain(name);
  });

  it("are never kept, nor is any value", async () => {
    const server = new AnsweringServer({ name: "get" });
    const client = open({ api: server.config }, { codeMode: true });
    const secrets = [
      "sk_live_51HxT7dKZvKYlo2C",
      "ada@example.com",
      "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
      "AKIAIOSFODNN7EXAMPLE",
      "4111 1111 1111 1111",
      "eyJhbGciOiJIUzI1NiJ9.e30.x",
      "correct horse battery staple",
      "QWxhZGRpbjpvcGVuIHNlc2FtZQ",
    ];
    for (const secret of secrets) {
      await server.answer(client, "get", {
        [secret]: secret,
        nested: [{ [secret]: { [secret]: secret } }],
      });
    }
    const told =
      JSON.stringify(client.exportObservedOutputs()) + (await client.getTypeDeclarations());
    for (const secret of secrets) expect(told).not.toContain(secret);
  });
});

describe("bounds", () => {
  it("hold for results of any form", async () => {
    const results = fc.array(fc.jsonValue({ maxDepth: 8 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(results, async (values) => {
        const server = new AnsweringServer({ name: "get" });
        const client = open({ api: server.config }, { codeMode: true });
        await server.answer(client, "get", ...values);
        expect(await resultType(client)).toMatch(/^\/\* observed \*\/ |^unknown$/);
        expect(JSON.stringify(client.exportObservedOutputs()).length).toBeLessThan(40_000);
      }),
      { numRuns: 50 },
    );
  });

  it("hold for a result that is deep, wide and large at once", async () => {
    const words = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta"];
    const grow = (depth: number): unknown =>
      depth === 0
        ? "leaf"
        : Object.fromEntries(words.map((word, n) => [word, n % 2 ? grow(depth - 1) : [n]]));
    const server = new AnsweringServer({ name: "get" });
    const client = open({ api: server.config }, { codeMode: true });
    await server.answer(client, "get", ...repeated(3, () => grow(7)));
    expect(JSON.stringify(client.exportObservedOutputs()).length).toBeLessThan(40_000);
    expect((await resultType(client)).length).toBeLessThan(4_000);
  });
});
