import { createToolServer, type ToolResult } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { carelessServer } from "./support/careless-server.js";
import { open } from "./support/clients.js";

const OUTPUT = {
  type: "object",
  properties: {
    items: { type: "array", items: { type: "object", properties: { id: { type: "number" } } } },
  },
  required: ["items"],
};

/** A client with tools that answer with what the code gives them, whatever their output schema says. */
function openLiars(settings: { validateOutputs?: boolean } = {}, outputSchema: object = OUTPUT) {
  const tool = (name: string) => ({
    name,
    inputSchema: { type: "object" },
    outputSchema: outputSchema as Record<string, unknown>,
    handler: ({ result }: Record<string, unknown>) => result as ToolResult,
  });
  const server = createToolServer("liar", [tool("list"), tool("find"), tool("list.all")]);
  return open({ liar: { server } }, settings);
}

function calling(...values: unknown[]): string {
  const calls = values.map((structuredContent) => {
    const result = { content: [], structuredContent };
    return `await liar.list({ result: ${JSON.stringify(result)} })`;
  });
  return `return [${calls.join(", ")}]`;
}

describe("a value that its output schema does not allow", () => {
  it("reaches the code, with a warning in the log that says which tool, where and what", async () => {
    const value = { items: [{ id: 1 }, { id: "two" }] };
    const { result, error, logs, tool_calls } = await openLiars().executeCode(calling(value));
    expect(error).toBeNull();
    expect(result).toEqual([value]);
    expect(logs).toEqual([
      "[WARN] liar.list answered with what its output schema does not allow: " +
        'result.items[1].id must be number, was given "two"',
    ]);
    expect(tool_calls).toMatchObject([{ status: "ok" }]);
  });

  it("is told of at once, between the lines that the code prints", async () => {
    const lines: string[] = [];
    await openLiars().executeCode(
      'console.log("before"); await liar.find({ result: { content: [] } }); console.log("after")',
      { onLog: (line) => lines.push(line) },
    );
    expect(lines).toEqual([
      "before",
      expect.stringContaining("[WARN] liar.find answered"),
      "after",
    ]);
  });

  it("is told of though another part of the schema is broken", async () => {
    const schema = { type: "object", properties: { a: { type: "file" }, b: { type: "string" } } };
    const { logs } = await openLiars({}, schema).executeCode(calling({ a: 1, b: 2 }));
    expect(logs).toEqual([expect.stringContaining("result.b must be string, was given 2")]);
  });

  it("is told of once for each tool and execution", async () => {
    const client = openLiars();
    const code = `
      const call = (tool) => tool({ result: { content: [], structuredContent: {} } });
      for (let n = 0; n < 20; n++) await call(liar.list);
      await Promise.all([liar.find, liar["find"], liar.list, liar["list.all"], liar.list_all].map(call));
    `;
    for (let execution = 0; execution < 2; execution++) {
      const { logs } = await client.executeCode(code);
      expect(logs.map((line) => line.split(" ")[1]).sort()).toEqual([
        "liar.find",
        "liar.list",
        "liar.list_all",
      ]);
      expect(logs[0]).toContain("result.items is missing (array)");
    }
  });

  it("may be text where an object is promised", async () => {
    const text = (value: string): string =>
      `await liar.list({ result: { content: [{ type: "text", text: ${JSON.stringify(value)} }] } })`;
    const client = openLiars();
    expect((await client.executeCode(text('{"items":[]}'))).logs).toEqual([]);
    expect((await client.executeCode(text("no items"))).logs).toEqual([
      expect.stringContaining('result must be object, was given "no items"'),
    ]);
  });

  it("is found at a server of another process too", async () => {
    const { result, logs } = await open({ s: carelessServer() }).executeCode(
      "return [await s.contradiction(), await s.contradiction({ n: 7 })]",
    );
    expect(result).toEqual([{ n: "seven" }, { n: 7 }]);
    expect(logs).toEqual([expect.stringContaining('result.n must be number, was given "seven"')]);
  });

  it("is passed on without a word with validateOutputs: false", async () => {
    const { result, logs } = await openLiars({ validateOutputs: false }).executeCode(calling({}));
    expect(result).toEqual([{}]);
    expect(logs).toEqual([]);
  });
});

describe("a value that its output schema allows", () => {
  it("may be what only its JSON is, of a server in this process", async () => {
    const value = { at: new Date(0), none: Number.NaN, save: () => {} };
    const properties = { at: { type: "string" }, none: { type: "null" } };
    const outputSchema = { type: "object", properties, additionalProperties: false };
    const handler = () => ({ content: [], structuredContent: value });
    const tool = { name: "get", inputSchema: { type: "object" }, outputSchema, handler };
    const client = open({ rows: { server: createToolServer("rows", [tool]) } });
    const { result, logs } = await client.executeCode("return await rows.get()");
    expect(result).toEqual({ at: "1970-01-01T00:00:00.000Z", none: null });
    expect(logs).toEqual([]);
  });

  it("is no cause for a warning", async () => {
    const { logs } = await openLiars().executeCode(calling({ items: [] }, { items: [{ id: 1 }] }));
    expect(logs).toEqual([]);
  });

  it.each<[title: string, schema: object]>([
    ["is broken", { type: "nonsense", properties: 5 }],
    ["refers to what is not there", { $ref: "#/$defs/missing" }],
    ["refers to itself without end", { $ref: "#" }],
    [
      "branches without end",
      {
        $defs: Object.fromEntries(
          Array.from({ length: 60 }, (_, n) => {
            const next = { $ref: `#/$defs/d${Math.min(n + 1, 59)}` };
            return [`d${n}`, n === 59 ? { type: "object" } : { allOf: [next, next] }];
          }),
        ),
        $ref: "#/$defs/d0",
      },
    ],
  ])("may be anything where the schema %s", async (_, schema) => {
    const { result, logs, error } = await openLiars({}, schema).executeCode(calling({ a: 1 }));
    expect(error).toBeNull();
    expect(result).toEqual([{ a: 1 }]);
    expect(logs).toEqual([]);
  });
});

describe("an error of a tool", () => {
  it("need not fit the output schema", async () => {
    const { logs } = await openLiars().executeCode(
      "await liar.list({ result: { isError: true, content: [] } }).catch(() => {})",
    );
    expect(logs).toEqual([]);
  });
});
