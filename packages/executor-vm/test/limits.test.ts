import { MCPClient } from "@toolweave/core";
import { afterAll, expect, it } from "vitest";

const client = new MCPClient(
  { mcpServers: {} },
  { codeMode: { executor: "vm", executorOptions: { memoryLimitMb: 128 } } },
);

afterAll(() => client.close());

it.each([
  ["the heap", "const a = []; for (;;) a.push({ a });"],
  ["a table of V8's", "const m = new Map(); for (let i = 0; ; i++) m.set(i, i);"],
])("says which limit was passed in %s, and what to do", async (_, code) => {
  const { error } = await client.executeCode(code);
  expect(error).toMatch(/memoryLimitMb.*smaller pieces/s);
});

it("ends a loop soon after its deadline", async () => {
  await client.executeCode("return 1");
  const started = performance.now();
  const { error } = await client.executeCode("for (;;);", 500);
  expect(error).toContain("timed out after 500 ms");
  expect(performance.now() - started).toBeLessThan(15_000);
});
