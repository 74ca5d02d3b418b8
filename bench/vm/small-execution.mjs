import { setTimeout as sleep } from "node:timers/promises";
import { interleave } from "../shared/measure.mjs";
import { runTasks } from "./run-tasks.mjs";

/**
 * @typedef {import("../shared/bench-run.mjs").BenchRun} BenchRun
 * @typedef {import("../shared/figure.mjs").Figure} Figure
 */

const JOB = { code: "return 1 + 1", expected: 2 };
const IDLE_MS = 5;
const IN_A_ROW = 21;

/**
 * `return 1 + 1` in a fresh context. What an executor prepares while it is idle helps it in the first
 * figure, and not in the second.
 *
 * @param {BenchRun} bench
 * @returns {Promise<Figure[]>}
 */
export function measureSmallExecution(bench) {
  return bench.withOpened({}, async (opened) => {
    const idle = await interleave(runTasks(opened, { ...JOB, before: () => sleep(IDLE_MS) }), {
      rounds: bench.rounds(10, 200),
      warmup: 5,
    });
    const backToBack = await interleave(runTasks(opened, JOB), {
      rounds: bench.rounds(2, 20),
      block: IN_A_ROW,
    });
    return [
      {
        title: "return 1 + 1, after 5 ms idle",
        unit: "ms",
        results: idle,
        target: { of: "ratio", must: 0.8, aim: 0.4 },
      },
      {
        title: "return 1 + 1, back to back",
        unit: "ms",
        results: backToBack,
        target: { of: "ratio", must: 1.0, aim: 0.6 },
      },
    ];
  });
}
