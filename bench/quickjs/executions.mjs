import { setTimeout as sleep } from "node:timers/promises";
import { asyncify } from "../contenders/asyncify.mjs";
import { interleave } from "../shared/measure.mjs";
import { bareTool } from "../tools/tool-source.mjs";
import { runTasks } from "../vm/run-tasks.mjs";
import { withCallers } from "../vm/tool-calls.mjs";

/**
 * @typedef {import("../shared/bench-run.mjs").BenchRun} BenchRun
 * @typedef {import("../shared/figure.mjs").Figure} Figure
 */

const SMALL = { code: "return 1 + 1", expected: 2 };
const WEB_API = { code: 'return new URL("/b", "http://a").href', expected: "http://a/b" };
const LOOP = {
  code: "let sum = 0; for (let i = 0; i < 1e6; i++) sum = (sum + i * 7) % 1_000_003; return sum",
  expected: 42,
};
const COUNT = 1_000;

/** Small executions, in a sandbox that is ready. @param {BenchRun} bench @returns {Promise<Figure[]>} */
export function measureExecutions(bench) {
  return bench.withOpened({}, async (opened) => [
    {
      title: "return 1 + 1 in a fresh sandbox, after 5 ms idle",
      unit: "ms",
      results: await interleave(runTasks(opened, { ...SMALL, before: () => sleep(5) }), {
        rounds: bench.rounds(10, 200),
        warmup: 5,
      }),
      target: { of: "value", must: 3, aim: 1 },
    },
    {
      title: "return 1 + 1 in a fresh sandbox, back to back",
      unit: "ms",
      results: await interleave(runTasks(opened, SMALL), {
        rounds: bench.rounds(2, 20),
        block: 21,
      }),
      target: { of: "value", must: 3, aim: 1 },
    },
    {
      title: "a URL in a fresh sandbox, back to back",
      unit: "ms",
      results: await interleave(runTasks(withWebApis(opened), WEB_API), {
        rounds: bench.rounds(2, 10),
        block: 5,
      }),
    },
    {
      title: "a loop of a million rounds",
      unit: "ms",
      results: await interleave(runTasks(opened, LOOP), { rounds: bench.rounds(2, 10) }),
    },
  ]);
}

/**
 * Another's QuickJS has none of the web's APIs.
 *
 * @param {import("../vm/run-tasks.mjs").Opened} opened
 * @returns {import("../vm/run-tasks.mjs").Opened}
 */
function withWebApis(opened) {
  return new Map([...opened].filter(([name]) => name !== asyncify.name));
}

/** Calls in sequence to an in-memory server. @param {BenchRun} bench @returns {Promise<Figure[]>} */
export function measureSequence(bench) {
  const count = bench.rounds(50, COUNT);
  return withCallers(bench, { tools: bareTool, maxConcurrentToolCalls: COUNT }, async (tasks) => [
    {
      title: `${count.toLocaleString("en")} calls in sequence (bare server)`,
      unit: "ms",
      results: await interleave(tasks("sequential", count), { rounds: bench.rounds(1, 15) }),
      target: { of: "value", must: 150, aim: 60 },
    },
  ]);
}
