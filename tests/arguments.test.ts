import { createToolServer, type MCPClient } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { open } from "./support/clients.js";
import { StallWatch } from "./support/stall-watch.js";

describe("arguments", () => {
  const inputSchema = {
    type: "object",
    properties: {
      title: { type: "string" },
      state: { enum: ["open", "closed"] },
      labels: { type: "array", items: { type: "string" } },
    },
    required: ["title"],
    additionalProperties: false,
  };
  const connect = (validateArguments?: boolean): { client: MCPClient; seen: unknown[] } => {
    const seen: unknown[] = [];
    const handler = (args: unknown) => {
      seen.push(args);
      return { content: [{ type: "text", text: "created" }] };
    };
    const server = createToolServer("tracker", [{ name: "create_issue", inputSchema, handler }]);
    const settings = validateArguments === undefined ? {} : { validateArguments };
    return { client: open({ tracker: { server } }, settings), seen };
  };

  it("have no properties that they only inherit", async () => {
    const seen: unknown[] = [];
    const inputSchema = {
      type: "object",
      properties: { constructor: { type: "string" }, toString: { type: "number" } },
      required: ["toString"],
    };
    const handler = (args: unknown) => {
      seen.push(args);
      return { content: [] };
    };
    const server = createToolServer("races", [{ name: "race", inputSchema, handler }]);
    const client = open({ races: { server } });
    const { error } = await client.executeCode("await races.race({})");
    expect(error).toContain("args.toString is missing (number)");
    expect((await client.executeCode("return races.race({ toString: 1 })")).error).toBeNull();
    expect(seen).toEqual([{ toString: 1 }]);
  });

  it.each<[args: string, says: string]>([
    ["{}", "args.title is missing (string)"],
    ["{ title: 5 }", "args.title must be string, was given 5"],
    ['{ title: "x", labels: ["a", 1] }', "args.labels[1] must be string, was given 1"],
    [
      '{ title: "x", state: "opened" }',
      'args.state must be one of "open", "closed", was given "opened"',
    ],
    ['{ title: "x", label: ["a"] }', "args.label is unknown: did you mean labels?"],
  ])("%s are refused before anything is sent: %s", async (args, says) => {
    const { client, seen } = connect();
    const { error, error_details } = await client.executeCode(
      `await tracker.create_issue(${args})`,
    );
    expect(error_details).toMatchObject({
      code: "TOOL_ARGUMENTS_INVALID",
      name: "ToolArgumentsError",
    });
    expect(error).toContain(says);
    expect(error).toContain("tracker.create_issue(args: {");
    expect(seen).toEqual([]);
  });

  it("are never coerced", async () => {
    const { client, seen } = connect();
    await client.executeCode('await tracker.create_issue({ title: "5", state: "open" })');
    expect(seen).toEqual([{ title: "5", state: "open" }]);
  });

  it("are not looked at with validateArguments: false", async () => {
    const { client, seen } = connect(false);
    await client.executeCode("await tracker.create_issue({ titel: 5 })");
    expect(seen).toEqual([{ titel: 5 }]);
  });

  it("cannot hold up the host through a server's pattern", async () => {
    const schema = { type: "object", properties: { a: { type: "string", pattern: "^(a+)+$" } } };
    const server = createToolServer("s", [
      { name: "t", inputSchema: schema, handler: () => ({ content: [] }) },
    ]);
    const client = open({ s: { server } });
    const { error } = await client.executeCode('await s.t({ a: "a".repeat(5_000) + "b" })', 10_000);
    expect(error).toContain("must match pattern");
  });

  it("that are wrong in 100,000 places hold up nobody", async () => {
    const items = { anyOf: [{ type: "string" }, { type: "number" }] };
    const schema = { type: "object", properties: { labels: { type: "array", items } } };
    const server = createToolServer("s", [
      { name: "t", inputSchema: schema, handler: () => ({ content: [] }) },
    ]);
    const client = open({ s: { server } });
    await client.executeCode("return 1");
    const watch = new StallWatch();
    const { result } = await client.executeCode(`
      const wrong = (count) => s.t({ labels: Array(count).fill(null) }).catch(({ message }) => message);
      return [await wrong(3), await wrong(3_000), await wrong(100_000)];
    `);
    expect(watch.stop()).toBeLessThan(1_000);
    const [few, many, most] = result as [string, string, string];
    expect(few).toContain(
      "args.labels[0] must be string or number, was given null; args.labels[1]",
    );
    expect(many).toContain("args.labels[4] must be string or number, was given null; and more");
    expect(most).toContain("args.labels[0] must be string or number, was given null. Call it as");
  });

  it("cannot hold up the host through a schema whose references branch without end", async () => {
    const branch = { type: "object", properties: { x: { $ref: "#/$defs/a" } } };
    const schema = { $defs: { a: { allOf: [branch, branch] } }, $ref: "#/$defs/a" };
    const handler = () => ({ content: [{ type: "text", text: "the server decides" }] });
    const server = createToolServer("s", [{ name: "t", inputSchema: schema, handler }]);
    const client = open({ s: { server } });
    const { result } = await client.executeCode(
      "let args = {}; for (let n = 0; n < 60; n++) args = { x: args }; return await s.t(args)",
      10_000,
    );
    expect(result).toBe("the server decides");
  });

  it("are checked by a schema that refers to itself, and left to the server where one is huge", async () => {
    const tree = {
      type: "object",
      properties: { kids: { type: "array", items: { $ref: "#" } }, size: { type: "number" } },
    };
    const properties = Object.fromEntries(
      Array.from({ length: 2_000 }, (_, n) => [
        `p${n}`,
        { type: "array", items: { type: "number" } },
      ]),
    );
    const handler = () => ({ content: [{ type: "text", text: "the server decides" }] });
    const server = createToolServer("s", [
      { name: "tree", inputSchema: tree, handler },
      { name: "huge", inputSchema: { type: "object", properties }, handler },
    ]);
    const { result } = await open({ s: { server } }).executeCode(`
      const wrong = await s.tree({ kids: [{}, { kids: [{ size: "5" }] }] }).catch(({ message }) => message);
      return [wrong, await s.huge({ p1: 5 })];
    `);
    expect(result).toEqual([
      expect.stringContaining('args.kids[1].kids[0].size must be number, was given "5"'),
      "the server decides",
    ]);
  });
});
