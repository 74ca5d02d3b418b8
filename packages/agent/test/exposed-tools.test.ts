/** Tools of the application's that code calls. */
import { ToolMessage, tool } from "langchain";
import { expect, it } from "vitest";
import { z } from "zod";
import { openBench, runs } from "./support/bench.js";

const RANGE_ERROR = { why: { name: "RangeError", message: "no", cause: 1 } };
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
