import { MCPClient } from "@toolweave/core";
import type {} from "@toolweave/executor-quickjs";
import { afterAll, expect, it } from "vitest";

const client = new MCPClient(
  { mcpServers: {} },
  { codeMode: { executor: "quickjs", executorOptions: { memoryLimitMb: 32, pool: { max: 1 } } } },
);
afterAll(() => client.close());

const codeOf = async (code: string, timeoutMs?: number): Promise<string | undefined> =>
  (await client.executeCode(code, timeoutMs)).error_details?.code;

it.each([
  ["objects", "const all = []; for (;;) all.push({ all });", "MEMORY_LIMIT"],
  ["objects that stay", "globalThis.all = []; for (;;) all.push({ all });", "MEMORY_LIMIT"],
  ["buffers", "const all = []; for (;;) all.push(new ArrayBuffer(1e6));", "MEMORY_LIMIT"],
  [
    "texts",
    "const all = []; for (let n = 0; ; n++) all.push('x'.repeat(1e6) + n);",
    "MEMORY_LIMIT",
  ],
  ["a regular expression", "return /^(x*)*$/.test('x'.repeat(9e6) + 'y')", "MEMORY_LIMIT"],
  [
    "work that nobody awaits",
    "globalThis.all = []; (async () => { for (;;) all.push({}); })(); await new Promise(() => {});",
    "MEMORY_LIMIT",
  ],
  ["endless recursion", "const f = (n) => f(n + 1) + 1; return f(0)", "STACK_LIMIT"],
  ["recursion by getters", "const o = { get x() { return this.x; } }; return o.x", "STACK_LIMIT"],
  ["text nested too deep", "return JSON.parse('['.repeat(1e6))", "STACK_LIMIT"],
  [
    "values nested too deep",
    "let a = []; for (let i = 0; i < 1e5; i++) a = [a]; return a.flat(Infinity)",
    "STACK_LIMIT",
  ],
])("ends %s with a code of its own, and the next execution works", async (_, code, expected) => {
  expect(await codeOf(code, 30_000)).toBe(expected);
  expect((await client.executeCode("return 'fine'")).result).toBe("fine");
});

it.each([
  ["a loop", "for (;;);"],
  ["endless microtasks", "for (;;) await null;"],
  ["a regular expression", "return /(a+)+$/.test('a'.repeat(50) + 'b')"],
  ["a built-in that asks nobody", "return Array.prototype.indexOf.call({ length: 2 ** 52 }, 1)"],
  ["a comparison that never ends", "return [3, 1, 2].sort(() => { for (;;); })"],
  ["a call that never ends", "await new Promise(() => {})"],
])("stops %s at the deadline, and the next execution works at once", async (_, code) => {
  await client.executeCode("return 1");
  const started = performance.now();
  expect(await codeOf(code, 300)).toBe("EXECUTION_TIMEOUT");
  expect((await client.executeCode("return 'fine'")).result).toBe("fine");
  expect(performance.now() - started).toBeLessThan(10_000);
});

it("lets no guest find what another left behind, whichever way that one ended", async () => {
  for (const [code, timeoutMs] of [
    ["globalThis.left = 1; Array.prototype.left = 1; return 1", undefined],
    ["globalThis.left = 1; Array.prototype.left = 1; for (;;);", 100],
    ["globalThis.left = 1; Array.prototype.left = [new ArrayBuffer(9e6)]; return 1", undefined],
  ] as const) {
    await client.executeCode(code, timeoutMs);
    const { result } = await client.executeCode("return [typeof left, typeof [].left]");
    expect(result).toEqual(["undefined", "undefined"]);
  }
});

it("keeps messages of a guest that makes more of them than the host reads within bounds", async () => {
  const before = process.memoryUsage().rss;
  const started = performance.now();
  const code = "const text = 'x'.repeat(4e6); for (;;) console.log(text);";
  const flood = "const text = 'x'.repeat(4e6); for (;;) search_tools(text).catch(() => {});";
  expect(await codeOf(code, 1_000)).toBe("EXECUTION_TIMEOUT");
  await codeOf(flood, 1_500);
  expect(performance.now() - started).toBeLessThan(30_000);
  expect(process.memoryUsage().rss - before).toBeLessThan(500e6);
  expect((await client.executeCode("return 'fine'")).result).toBe("fine");
});

it("gives every guest chance of its own", async () => {
  const drawn = new Set<unknown>();
  for (let i = 0; i < 20; i++) {
    const { result } = await client.executeCode("return [Math.random(), crypto.randomUUID()]");
    for (const value of result as unknown[]) drawn.add(value);
  }
  expect(drawn.size).toBe(40);
});

it("takes null for want of memory only where memory is short and null was thrown", async () => {
  const filled = "let l = null; try { for (;;) l = { l }; } catch { l = null; }";
  const words = "The code threw a value that is not an Error: null";
  expect(await codeOf("throw null")).toBe("CODE_THREW");
  expect((await client.executeCode(`${filled} return ${JSON.stringify(words)}`)).result).toBe(
    words,
  );
  expect(
    (await client.executeCode(`${filled} return { message: ${JSON.stringify(words)} }`)).result,
  ).toEqual({ message: words });
  expect((await client.executeCode("Promise.reject(null); await 0; return 1")).result).toBe(1);
});

it("ends code that has left no memory to say how it ended", async () => {
  const codes: (string | undefined)[] = [];
  for (let megabytes = 25; megabytes <= 33; megabytes++) {
    const code = `const error = new Error("told"); error.stack = "y".repeat(${megabytes}e6); throw error`;
    codes.push(await codeOf(code, 20_000));
  }
  expect(new Set(codes)).toEqual(new Set(["CODE_THREW", "MEMORY_LIMIT"]));
});

it.each([
  ["an error", "throw new Error('x'.repeat(33e6))"],
  ["an object", "throw { message: 'x'.repeat(25e6) }"],
])("says that %s was too large to be told, not that it was none", async (_, code) => {
  expect(await codeOf(code, 20_000)).toBe("MEMORY_LIMIT");
});

/** Touches a web API again and again where little memory is left, and a little more each time. */
const touchedAtTheEnd = (name: string, use: string): string => `
  const held = [], thrown = new Set();
  try { for (;;) held.push(new Uint8Array(4_000)); } catch {}
  while (held.length > 0) {
    try { globalThis.${name}; break; } catch (error) { thrown.add(typeof error); held.length--; }
  }
  held.length = 0;
  return { thrown: [...thrown], used: ${use} };`;

it.each([
  ["DOMException", "new DOMException('', 'AbortError').code", 20],
  ["TextEncoder", "new TextEncoder().encode('é').length", 2],
  ["TextDecoder", "new TextDecoder().decode(new Uint8Array([104, 105]))", "hi"],
  ["URL", "new URL('http://host/path').pathname", "/path"],
])(
  "gives %s once there is memory for it, and throws nothing but errors before",
  async (name, use, used) => {
    const { result, error } = await client.executeCode(touchedAtTheEnd(name, use));
    expect([result, error]).toEqual([{ thrown: ["object"], used }, null]);
  },
);
