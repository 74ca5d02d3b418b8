import assert from "node:assert/strict";
import type { ConformanceCase, ConformanceTopic } from "../conformance-case.js";
import { failureOf, resultOf } from "../expect-result.js";

const MEMORY_LIMIT_MB = 128;

/** Code past the memory limit ends, and the host does not notice. */
export const MEMORY: ConformanceTopic = {
  name: "memory",
  cases: [
    greedy("array", "an array without end", "const a = []; for (;;) a.push({ a });"),
    greedy("map", "a Map without end", "const m = new Map(); for (let i = 0; ; i++) m.set(i, i);"),
    greedy("set", "a Set without end", "const s = new Set(); for (let i = 0; ; i++) s.add(i);"),
    greedy(
      "typed-arrays",
      "typed arrays",
      "const a = []; for (;;) a.push(new Uint8Array(50e6).fill(1));",
    ),
    greedy(
      "strings",
      "strings",
      "let s = 'x'; const a = []; for (;;) { s += s.slice(0, 1e6); a.push([...s]); }",
    ),
    greedy(
      "bit-by-bit",
      "memory grown bit by bit",
      "const a = []; for (;;) { a.push(new Uint8Array(1e6).fill(1)); await null; }",
    ),
    {
      id: "memory/within",
      title: "code that stays within the limit is not affected",
      skip,
      async run(context) {
        const bench = await context.open({ memoryLimitMb: MEMORY_LIMIT_MB });
        const code =
          "let n = 0; for (let i = 0; i < 300; i++) n += new Uint8Array(2e6).fill(1)[i]; return n";
        assert.equal(resultOf(await bench.execute(code)), 300);
      },
    },
    {
      id: "memory/results",
      title: "a result for which the memory may not suffice arrives, or ends with MEMORY_LIMIT",
      skip,
      async run(context) {
        const bench = await context.open({ memoryLimitMb: MEMORY_LIMIT_MB });
        for (const length of [1e6, 16e6, 24e6, 32e6, 48e6]) {
          const code = `return Array.from({ length: 500 }, (_, n) => (n === 0 ? "ü" : "x").repeat(${length / 500}))`;
          const result = await bench.execute(code);
          if (result.error === null) assert.equal((resultOf(result) as unknown[]).length, 500);
          else failureOf(result, { code: "MEMORY_LIMIT" });
        }
      },
    },
  ],
};

function greedy(id: string, title: string, code: string): ConformanceCase {
  return {
    id: `memory/${id}`,
    title: `${title} ends with MEMORY_LIMIT, and the next execution works`,
    skip,
    async run(context) {
      const bench = await context.open({ memoryLimitMb: MEMORY_LIMIT_MB, timeoutMs: 30_000 });
      failureOf(await bench.execute(code), { code: "MEMORY_LIMIT" });
      assert.equal(resultOf(await bench.execute("return 'fine'")), "fine");
    },
  };
}

function skip({ memoryLimit }: { readonly memoryLimit: boolean }): string | undefined {
  return memoryLimit ? undefined : "the executor does not claim a memory limit";
}
