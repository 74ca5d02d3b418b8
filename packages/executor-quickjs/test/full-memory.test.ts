/** What does not fit into a guest's memory any more ends its execution, at once, and is not taken for something else. */
import { createToolServer, MCPClient } from "@toolweave/core";
import type {} from "@toolweave/executor-quickjs";
import { afterAll, expect, it } from "vitest";

const server = createToolServer("kit", [
  {
    name: "text",
    inputSchema: { type: "object", properties: { length: { type: "number" } } },
    handler: ({ length }) => ({
      content: [{ type: "text", text: "y".repeat(Number(length)) }],
    }),
  },
]);
const client = new MCPClient(
  { mcpServers: { kit: { server } } },
  { codeMode: { executor: "quickjs", executorOptions: { memoryLimitMb: 16, timeoutMs: 20_000 } } },
);
afterAll(() => client.close());

it("ends an execution that has no memory for what a tool answers", async () => {
  for (const length of [3e6, 6e6, 12e6]) {
    const { result, error_details } = await client.executeCode(`
      const kept = Array.from({ length: 52 }, () => new ArrayBuffer(1 << 18));
      return (await kit.text({ length: ${length} })).length + kept.length;
    `);
    expect([result, error_details?.code]).toEqual([null, "MEMORY_LIMIT"]);
  }
});

const SIZES = [1e5, 1e6, 2e6, 4e6, 6e6, 8e6];

it.each([
  ["bytes", (n: number) => `return new Uint8Array(${n})`],
  ["bytes of a member", (n: number) => `return { name: "image", bytes: new Uint8Array(${n}) }`],
  [
    "members",
    (n: number) =>
      `const o = {}; for (let i = 0; i < ${n / 20}; i++) o["k" + i] = NaN; return { o }`,
  ],
  [
    "rows in the depth",
    (n: number) =>
      `return { deep: [{ rows: Array.from({ length: ${n / 40} }, (_, i) => [i, NaN]) }] }`,
  ],
  ["what toJSON makes", (n: number) => `return [1, { toJSON: () => new Uint8Array(${n}) }]`],
  ["what a getter makes", (n: number) => `return { get all() { return Array(${n}).fill(0) } }`],
])("loses nothing of a result for want of memory: %s", async (_, codeOf) => {
  const codes = new Set<string | undefined>();
  for (const size of SIZES) {
    const { result, error_details } = await client.executeCode(codeOf(size));
    codes.add(error_details?.code);
    expect((JSON.stringify(result) ?? "").match(/.Threw: [^"]*/)).toBeNull();
  }
  expect(codes).toEqual(new Set([undefined, "MEMORY_LIMIT"]));
});

it("ends code that has left no memory for what its error says", async () => {
  // How much is left is decided by what stands in the code, and by what there was before it.
  const fill = (more: string): string =>
    `const reserve = []; globalThis.keep = []; globalThis.small = null; for (let size = 1<<20; size >= 64; size >>= 1) { try { for (;;) keep.push(new ArrayBuffer(size)); } catch {} } ${more} try { for (;;) small = { small }; } catch {} reserve.length = 0;`;
  for (const more of [
    "",
    "let a1;",
    "let a1,a2;",
    "let s = '';",
    "let a1,a2,a3;",
    "let s = 'a';",
  ]) {
    for (const last of [
      "try { emit('hello') } catch (e) {} return 1",
      "try { for (let i=0;i<100;i++) console.log('hello', i); } catch {} return 1",
      "try { return await kit.text({}) } catch (e) { return String(e) }",
    ]) {
      const { error_details } = await client.executeCode(`${fill(more)}\n${last}`);
      expect([undefined, "MEMORY_LIMIT"]).toContain(error_details?.code);
    }
  }
});
