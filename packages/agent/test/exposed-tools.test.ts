/** Tools of the application's that code calls. */
import { ToolMessage, tool } from "langchain";
import { expect, it } from "vitest";
import { z } from "zod";
import { openBench, runs } from "./support/bench.js";

const RANGE_ERROR = { why: { name: "RangeError", message: "no", cause: 1 } };
const MARKED = { of: ["[Function: max]", "[Function (anonymous)]", "Symbol(a)"] };
const UNREAD = { of: ["[Promise: not awaited]", "[Iterator: not read]"] };
const WEAK = ["[WeakMap]", "[WeakSet]"];
const TWICE = [1];
const CIRCULAR: Record<string, unknown> = { name: "a", twice: [TWICE, TWICE] };
CIRCULAR["parent"] = CIRCULAR;
const THROWING = {
  ok: 1,
  get bad() {
    throw new Error("no");
  },
  json: {
    toJSON() {
      throw new Error("none");
    },
  },
};
const TYPED_TEXTS = [
  { type: "text", text: "Hello", from: "Ada" },
  { type: "text", text: "Bye", from: "Bob" },
];
const BYTES = { in: [[1, 500], [2]] };

it.each<[what: string, given: unknown, value: unknown]>([
  ["null", null, null],
  ["nothing", undefined, null],
  ["a boolean", false, false],
  ["a number", 0, 0],
  ["a text", "0", "0"],
  ["an empty array", [], []],
  ["an array", [1, null], [1, null]],
  ["a Map", new Map([["__proto__", new Set([1])]]), JSON.parse('{ "__proto__": [1] }')],
  ["a Map whose keys are no texts", new Map([[1, new Map([["a", 2n]])]]), [[1, { a: "2" }]]],
  ["a Set", new Set(["a", new Date(Number.NaN)]), ["a", "Invalid Date"]],
  ["an error", { why: new RangeError("no", { cause: 1 }) }, RANGE_ERROR],
  ["numbers that JSON has no form for", { of: [Number.NaN, 7n] }, { of: ["NaN", "7"] }],
  ["bytes", { in: [new Uint16Array([1, 500]), new Uint8Array([2]).buffer] }, BYTES],
  ["an object", { paid: false, at: new Date(0) }, { paid: false, at: "1970-01-01T00:00:00.000Z" }],
  ["functions and symbols", { of: [Math.max, () => 1, Symbol("a")] }, MARKED],
  ["what refers to itself", CIRCULAR, { name: "a", parent: "[Circular]", twice: [[1], [1]] }],
  ["what throws when it is read", THROWING, { ok: 1, bad: "[Threw: no]", json: "[Threw: none]" }],
  ["what nobody awaited or read", { of: [Promise.resolve(1), [1].values()] }, UNREAD],
  ["classes of which there is nothing to see", [new WeakMap(), new WeakSet()], WEAK],
  ["what says its JSON itself", { at: new URL("http://a/b") }, { at: "http://a/b" }],
  ["wrapped values", { of: [Object(1), Object("a")] }, { of: [1, "a"] }],
  ["what is nested deeply", nested(20_000), nested(199, "[Too deep]")],
  ["texts of MCP's", [{ type: "text", text: "a" }], "a"],
  ["texts with more to them", TYPED_TEXTS, TYPED_TEXTS],
])("gives code %s as docs/values.md says", async (_, given, value) => {
  const ask = tool(async () => given, { name: "ask", description: "Asks", schema: z.object({}) });
  const { agent } = await openBench({
    additionalTools: [ask],
    exposeInCode: true,
    script: { turns: [runs("return [await app.ask()]"), { text: "Done." }] },
  });
  const { messages } = await agent.invoke("Ask");
  expect(messages[2]).toMatchObject({ artifact: { error: null, result: [value] } });
});

it("gives code what a message says that a tool has written itself, and throws what it calls an error", async () => {
  const told = tool(
    async ({ status }) =>
      new ToolMessage({
        content: status === "error" ? "Closed" : '{"open":true}',
        status,
        tool_call_id: "1",
      }),
    { name: "told", schema: z.object({ status: z.enum(["success", "error"]) }) },
  );
  const code = `
    const ok = await app.told({ status: "success" });
    const failed = await app.told({ status: "error" }).catch(({ code, message }) => [code, message]);
    return { ok, failed };
  `;
  const { agent } = await openBench({
    additionalTools: [told],
    exposeInCode: true,
    script: { turns: [runs(code), { text: "Done." }] },
  });
  const { messages } = await agent.invoke("Ask");
  const result = { ok: { open: true }, failed: ["TOOL_FAILED", "Closed"] };
  expect(messages[2]).toMatchObject({ artifact: { error: null, result } });
});

it("lets code leave out an argument that has a default, also within another", async () => {
  const schema = z.object({
    days: z.number().default(3),
    page: z.object({ size: z.number().default(10) }),
  });
  const code = `
    const misspelt = await app.plan({ page: {}, dayz: 4 }).catch(({ code }) => code);
    return { whole: await app.plan({ page: {} }), misspelt };
  `;
  const plan = tool(async (args) => args, { name: "plan", schema });
  const { agent } = await openBench({
    additionalTools: [plan],
    exposeInCode: true,
    script: { turns: [runs(code), { text: "Done." }] },
  });
  const { messages } = await agent.invoke("Plan");
  const result = { whole: { days: 3, page: { size: 10 } }, misspelt: "TOOL_ARGUMENTS_INVALID" };
  expect(messages[2]).toMatchObject({ artifact: { error: null, result } });
});

it("takes a tool whose arguments refer to themselves", async () => {
  const node = z.object({
    name: z.string(),
    get children() {
      return z.array(node);
    },
  });
  const count = tool(async (tree) => tree.children.length, { name: "count", schema: node });
  const { agent } = await openBench({
    additionalTools: [count],
    exposeInCode: true,
    script: {
      turns: [
        runs('return await app.count({ name: "a", children: [{ name: "b", children: [] }] })'),
        { text: "One." },
      ],
    },
  });
  const { messages } = await agent.invoke("Count");
  expect(messages[2]).toMatchObject({ artifact: { error: null, result: 1 } });
});

/** Objects within each other. */
function nested(levels: number, innermost: unknown = {}): unknown {
  let value = innermost;
  for (let level = 0; level < levels; level++) value = { in: value };
  return value;
}
