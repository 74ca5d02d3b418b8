import { interleave } from "../shared/measure.mjs";
import { runTasks } from "./run-tasks.mjs";

/**
 * @typedef {import("../shared/bench-run.mjs").BenchRun} BenchRun
 * @typedef {import("../shared/figure.mjs").Figure} Figure
 */

/** A little more than 10 MB as JSON. */
const ROWS = 80_000;
const OBJECTS = `
  return Array.from({ length: ${ROWS} }, (_, number) => ({
    number,
    title: "The list of issues is empty after a restart",
    state: number % 3 === 0 ? "open" : "closed",
    labels: ["bug", "needs-triage"],
    comments: number % 17,
  }));`;
const LENGTH = 10_000_000;
const STRING = `return "x".repeat(${LENGTH});`;
const LOOP = `
  let sum = 0;
  for (let i = 0; i < 1e7; i++) sum = (sum + i * i) % 1_000_003;
  return sum;`;
/** @type {import("../shared/targets.mjs").Target} */
const RESULT_TARGET = { of: "ratio", must: 4.0, aim: 2.5 };

/** Executions that take long by themselves. @param {BenchRun} bench @returns {Promise<Figure[]>} */
export function measureHeavyExecutions(bench) {
  return bench.withOpened({}, async (opened) => {
    /** @param {Parameters<typeof runTasks>[1]} job */
    const timesOf = (job) =>
      interleave(runTasks(opened, job), {
        rounds: bench.rounds(1, 12),
        warmup: bench.rounds(0, 1),
      });
    return [
      {
        title: "10 MB result, 80,000 objects",
        unit: "ms",
        results: await timesOf({ code: OBJECTS, expected: ROWS, measure: lengthOf }),
        target: RESULT_TARGET,
      },
      {
        title: "… until it is the JSON that a model reads",
        unit: "ms",
        results: await timesOf({
          code: OBJECTS,
          finish: JSON.stringify,
          measure: (json) => json.length > LENGTH,
          expected: true,
        }),
        target: RESULT_TARGET,
      },
      {
        title: "10 MB result, one string",
        unit: "ms",
        results: await timesOf({ code: STRING, expected: LENGTH, measure: lengthOf }),
      },
      {
        title: "loop of 10,000,000 iterations",
        unit: "ms",
        results: await timesOf({ code: LOOP, expected: loopResult() }),
        target: { of: "ratio", must: 1.05, aim: 1.0 },
      },
    ];
  });
}

/** @param {ArrayLike<unknown>} value */
function lengthOf({ length }) {
  return length;
}

function loopResult() {
  let sum = 0;
  for (let i = 0; i < 1e7; i++) sum = (sum + i * i) % 1_000_003;
  return sum;
}
