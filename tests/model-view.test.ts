import { createToolServer, MCPClient, type ToolResult } from "@toolweave/core";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const seen: unknown[] = [];
const shop = createToolServer("shop", [
  {
    name: "order",
    inputSchema: { type: "object" },
    handler: ({ item }): ToolResult => {
      if (item === "nothing")
        return { isError: true, content: [{ type: "text", text: "sold out" }] };
      seen.push(item);
      return { content: [{ type: "text", text: "ordered" }] };
    },
  },
]);

/** Each is large enough to be cut. */
const values = fc
  .sample(fc.jsonValue({ depthSize: "large", maxDepth: 6, stringUnit: "binary" }), 1_000)
  .map((value) => ({ value, pad: "x".repeat(1_000) }));

let client: MCPClient;
beforeAll(() => {
  const codeMode = { outputBudget: 1_000, recall: { maxEntries: 2_000 } };
  client = new MCPClient({ mcpServers: { shop: { server: shop } } }, { codeMode });
});
afterAll(() => client.close());

/** What a model gets for its code. */
async function ask(code: string): Promise<Record<string, unknown>> {
  const { content } = await client.callTool("code_mode", "execute_code", { code });
  return JSON.parse(String(content[0]?.["text"])) as Record<string, unknown>;
}

function handleIn({ cut }: Record<string, unknown>): string {
  return /recall\('(r\d+)'\) gives the whole result/.exec(String(cut))?.[1] ?? "";
}

function returning(value: unknown): string {
  return `return JSON.parse(${JSON.stringify(JSON.stringify(value))})`;
}

describe("recall", () => {
  it("gives a later execution the whole of what was cut, to pick what it needs", async () => {
    const first = await ask(
      "return Array.from({ length: 5_000 }, (_, id) => ({ id, odd: id % 2 }))",
    );
    const handle = handleIn(first);
    const { result } = await ask(`
      const rows = await recall("${handle}");
      return { rows: rows.length, odd: rows.filter(({ odd }) => odd).length, last: rows.at(-1) };`);
    expect(result).toEqual({ rows: 5_000, odd: 2_500, last: { id: 4_999, odd: 1 } });
  });

  it.each(["12", "undefined", "['r1']", "''"])(
    "says what it takes where it is given %s",
    async (given) => {
      const { error } = await ask(`return await recall(${given})`);
      expect(error).toContain(
        'recall(…) takes a handle that an answer has named, as a text such as "r12".',
      );
    },
  );

  it("gives the whole log", async () => {
    const { cut } = await ask("for (let i = 0; i < 1_000; i++) console.warn('line', i)");
    const [, handle] = /recall\('(r\d+)'\) gives the whole logs/.exec(String(cut)) ?? [];
    const { result } = await ask(
      `const lines = await recall("${handle}"); return [lines.length, lines[999]]`,
    );
    expect(result).toEqual([1_000, "[WARN] line 999"]);
  });

  it("answers with the same handle if the whole is returned again", async () => {
    const first = await ask("return 'again '.repeat(500)");
    const second = await ask(`return await recall("${handleIn(first)}")`);
    expect(handleIn(second)).toBe(handleIn(first));
  });

  it("fails for a handle that does not exist by naming those that do", async () => {
    const handle = handleIn(await ask("return 'x'.repeat(5_000)"));
    for (const wrong of ['"r999"', '"__proto__"', "undefined", "7", "{}"]) {
      const { error, error_details } = await client.executeCode(`return await recall(${wrong})`);
      expect(error).toContain("RecallError: recall(");
      expect(error).toContain(`Kept are ${handle}`);
      expect(error_details).toMatchObject({ code: "RECALL_UNKNOWN", line: 1 });
    }
    const { result } = await client.executeCode(
      'try { await recall("no") } catch (error) { return [error.name, error.code, error.tool, error instanceof ToolError] }',
    );
    expect(result).toEqual(["RecallError", "RECALL_UNKNOWN", "recall", true]);
  });

  it("ends for an execution that asks without end, and not for the next", async () => {
    const small = new MCPClient({}, { codeMode: { limits: { maxResultBytes: 10_000 } } });
    const [executeCode] = small.codeModeConnector?.tools ?? [];
    const printing = "for (let i = 0; i < 9_000; i++) console.log('line')";
    const first = await executeCode?.call({ code: printing });
    const [, handle] = /recall\('(r\d+)'\)/.exec(String(first?.content[0]?.["text"])) ?? [];
    const code = `let n = 0; for (;;) { await recall("${handle}"); n++; if (n > 1_000) return n; }`;
    const { error_details } = await small.executeCode(code);
    expect(error_details).toMatchObject({ code: "RECALL_LIMIT" });
    await small.close();
  });

  it("is of no use to what an execution left behind", async () => {
    const handle = handleIn(await ask("return 'left '.repeat(500)"));
    const { result } = await client.executeCode(
      `setTimeout(() => recall("${handle}"), 0); return typeof recall;`,
    );
    expect(result).toBe("function");
    expect((await client.executeCode("return 1")).result).toBe(1);
  });

  it("returns a thousand results exactly as the host had them", async () => {
    const handles: string[] = [];
    const originals: unknown[] = [];
    for (const value of values) {
      handles.push(handleIn(await ask(returning(value))));
      const { result, error } = await client.executeCode(returning(value));
      expect(error).toBeNull();
      originals.push(result);
    }
    const different = new Set(values.map((value) => JSON.stringify(value)));
    expect(new Set(handles).size).toBe(different.size);
    const { result } = await client.executeCode(
      `return await Promise.all(${JSON.stringify(handles)}.map((handle) => recall(handle)))`,
    );
    expect(result).toEqual(originals);
  }, 120_000);

  it("brings back 10 MB", async () => {
    const handle = handleIn(
      await ask("return Array.from({ length: 500_000 }, (_, n) => ({ n, text: 'n' + n }))"),
    );
    const { result } = await client.executeCode(`
      const rows = await recall("${handle}");
      return [rows.length, rows.every(({ n, text }, index) => n === index && text === "n" + n)];`);
    expect(result).toEqual([500_000, true]);
  }, 60_000);
});

describe("a failed execution", () => {
  it("tells its model what it did before it failed", async () => {
    const code = `
      for (const item of ["tea", "cake", "nothing", "milk"]) await shop.order({ item });`;
    const { error, calls } = await ask(code);
    expect(error).toContain("sold out");
    expect(calls).toBe(
      "2 calls completed before the failure: shop.order ×2 (calls 1–2 of 3). " +
        "1 call failed: shop.order (call 3 of 3). Do not repeat what is done.",
    );
    expect(seen).toEqual(["tea", "cake"]);
  });

  it("does not list calls if it caught the failure and went on", async () => {
    const code =
      'await shop.order({ item: "jam" }); await shop.order({ item: "nothing" }).catch(() => {})';
    expect(await ask(code)).not.toHaveProperty("calls");
  });
});
