import assert from "node:assert/strict";
import type { ConformanceCase } from "../../conformance-case.js";
import { resultOf } from "../../expect-result.js";

/** An execution that ends, and means to be heard of later; the next one must not notice. */
function leftover(id: string, title: string, code: string): ConformanceCase {
  return {
    id: `isolation/leftover-${id}`,
    title,
    async run(context) {
      const { execute } = await context.plain();
      for (let round = 0; round < 2; round++) {
        await execute(code, 5_000);
        const result = await execute(WORK, 20_000);
        assert.deepEqual(resultOf(result), "worked", "the next execution");
        assert.deepEqual(result.logs, [], "the log of the next execution");
      }
    },
  };
}

/** Takes time, calls a tool, and makes enough garbage for a collection or two. */
const WORK = `const until = Date.now() + 400;
while (Date.now() < until) { new Array(1e5).fill({}); new ArrayBuffer(1 << 23); await new Promise((resolve) => setTimeout(resolve, 5)); }
if ((await kit.add({ a: 1, b: 2 })).sum !== 3) throw new Error("wrong sum");
return typeof globalThis.mark === "undefined" ? "worked" : "marked";`;

const DISTURB =
  'globalThis.mark = 1; console.log("still here"); kit.echo({}).catch(() => {}); for (;;) {}';

/** What could wake a guest that has ended. */
export const LEFTOVERS: readonly ConformanceCase[] = [
  leftover(
    "wait-async",
    "a wait on shared memory does not come due in the next execution",
    `const cell = new Int32Array(new SharedArrayBuffer(4));
const waited = Atomics.waitAsync?.(cell, 0, 0, 150);
Promise.resolve(waited?.value).then(() => { if (waited?.async) { ${DISTURB} } });
return "over";`,
  ),
  leftover(
    "finalization",
    "what is collected later calls nothing in the next execution",
    `globalThis.registry = globalThis.FinalizationRegistry && new FinalizationRegistry(() => { ${DISTURB} });
setInterval(() => globalThis.registry, 1_000_000);
for (let i = 0; i < 10_000; i++) globalThis.registry?.register({ i }, i);
return "over";`,
  ),
  leftover(
    "timers",
    "timers that are left do not fire in the next execution",
    `setTimeout(() => { ${DISTURB} }, 120);
setInterval(() => { ${DISTURB} }, 130);
return "over";`,
  ),
  leftover(
    "calls",
    "a call that is left is not answered in the next execution",
    `kit.wait({ ms: 120 }).then(() => { ${DISTURB} }, () => { ${DISTURB} });
search_tools("add").then(() => setTimeout(() => { ${DISTURB} }, 100));
return "over";`,
  ),
  leftover(
    "microtasks",
    "endless microtasks that are left do not hold up the next execution",
    `(async () => { for (;;) await 0; })();
return "over";`,
  ),
];
