import assert from "node:assert/strict";
import type { ConformanceTopic } from "../conformance-case.js";
import { resultOf } from "../expect-result.js";
import { returns } from "../simple-cases.js";

const NUMBERS = Array.from({ length: 20 }, (_, n) => n);

/** Many calls in one execution, and many executions at once. */
export const CONCURRENCY: ConformanceTopic = {
  name: "concurrency",
  cases: [
    returns(
      "concurrency/parallel-calls",
      "a hundred calls at once, each with its own answer",
      `const numbers = Array.from({ length: 100 }, (_, n) => n);
       const sums = await Promise.all(numbers.map((n) => kit.add({ a: n, b: n })));
       return sums.map(({ sum }) => sum);`,
      Array.from({ length: 100 }, (_, n) => 2 * n),
    ),
    {
      id: "concurrency/overtaking",
      title: "a quick call overtakes a slow one",
      async run(context) {
        const code = `
          const order = [];
          await Promise.all([
            kit.wait({ ms: 400 }).then(() => order.push("slow")),
            kit.wait({ ms: 20 }).then(() => order.push("quick")),
          ]);
          return order;`;
        assert.deepEqual(resultOf(await context.execute(code)), ["quick", "slow"]);
      },
    },
    {
      id: "concurrency/executions",
      title: "twenty executions at once mix neither results, logs, calls nor records",
      async run(context) {
        const { execute } = await context.plain();
        const results = await Promise.all(
          NUMBERS.map((n) =>
            execute(`
              globalThis.mine = ${n};
              console.log("begin", mine);
              const answers = [];
              for (let i = 0; i < 5; i++) {
                answers.push((await kit.echo({ n: mine, i })).n);
                await new Promise((resolve) => setTimeout(resolve, 3));
              }
              console.log("end", mine);
              return answers;`),
          ),
        );
        for (const n of NUMBERS) {
          const result = results[n];
          assert.ok(result);
          assert.deepEqual(resultOf(result), Array(5).fill(n));
          assert.deepEqual(result.logs, [`begin ${n}`, `end ${n}`]);
          assert.deepEqual(
            result.tool_calls?.map(({ id, status }) => [id, status]),
            [1, 2, 3, 4, 5].map((id) => [id, "ok"]),
          );
        }
      },
    },
    {
      id: "concurrency/failures",
      title: "an execution that fails, hangs or loops leaves those beside it alone",
      async run(context) {
        const { execute } = await context.plain();
        const [healthy, failed, hung, looped] = await Promise.all([
          execute(
            "const { sum } = await kit.add({ a: 1, b: 2 }); await kit.wait({ ms: 700 }); return sum",
          ),
          execute("null.x"),
          execute("await new Promise(() => {})", 400),
          execute("for (;;);", 400),
        ]);
        assert.equal(resultOf(healthy), 3);
        assert.deepEqual(
          [failed, hung, looped].map(({ error_details: details }) => details?.code),
          ["CODE_THREW", "EXECUTION_TIMEOUT", "EXECUTION_TIMEOUT"],
        );
      },
    },
    {
      id: "concurrency/call-slots",
      title: "no more calls are under way at once than the limit says, and all are made",
      async run(context) {
        const bench = await context.open({ limits: { maxConcurrentToolCalls: 3 } });
        const code =
          "return (await Promise.all(Array.from({ length: 12 }, () => kit.wait({ ms: 40 })))).length";
        assert.equal(resultOf(await bench.execute(code)), 12);
        assert.equal(bench.servers.mostAtOnce(), 3);
      },
    },
    {
      id: "concurrency/call-count",
      title: "calls beyond the number that is allowed fail, and reach no server",
      async run(context) {
        const bench = await context.open({ limits: { maxToolCalls: 10 } });
        const refused = resultOf(
          await bench.execute(`
            const calls = Array.from({ length: 25 }, (_, n) => kit.echo({ n }));
            const settled = await Promise.allSettled(calls);
            return settled.map(({ reason }) => reason?.code ?? "ok");`),
        );
        assert.deepEqual(refused, [...Array(10).fill("ok"), ...Array(15).fill("TOOL_CALL_LIMIT")]);
        assert.equal(bench.servers.calls.length, 10);
        assert.equal(resultOf(await bench.execute("return (await kit.echo({ n: 1 })).n")), 1);
      },
    },
  ],
};
