import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { interleave } from "../shared/measure.mjs";
import { median, percentile } from "../shared/statistics.mjs";
import { expectResult } from "./run-tasks.mjs";

/**
 * @typedef {import("../shared/bench-run.mjs").BenchRun} BenchRun
 * @typedef {import("../shared/figure.mjs").Figure} Figure
 * @typedef {import("../contenders/contender.mjs").Contender} Contender
 */

const SAMPLE = fileURLToPath(new URL("cold-start-sample.mjs", import.meta.url));
/** @type {import("../shared/targets.mjs").Target} */
const TARGET = { of: "value", must: 70, aim: 40 };

/** From a new client and executor to the first result. @param {BenchRun} bench @returns {Promise<Figure[]>} */
export async function measureColdStart(bench) {
  const inThisProcess = await interleave(bench.contenders.map(coldTask), {
    rounds: bench.rounds(2, 20),
  });
  const inFreshProcess = await freshProcesses(bench.contenders, bench.rounds(1, 15));
  return [
    {
      title: "cold start to first result",
      unit: "ms",
      results: inThisProcess,
      target: TARGET,
    },
    {
      title: "cold start, in a fresh host process",
      unit: "ms",
      results: inFreshProcess,
      target: TARGET,
    },
  ];
}

/** @param {Contender} contender @returns {import("../shared/measure.mjs").Task} */
function coldTask(contender) {
  return {
    name: contender.name,
    run: async () => {
      const executor = await contender.open({});
      return { executor, result: await executor.run("return 1 + 1") };
    },
    after: async ({ executor, result }) => {
      await executor.close();
      expectResult(contender.name, result, 2);
    },
  };
}

/** @param {readonly Contender[]} contenders @param {number} rounds */
async function freshProcesses(contenders, rounds) {
  /** @type {Map<string, number[]>} */
  const times = new Map(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const { name } of contenders) {
      const args = [...process.execArgv, SAMPLE, name];
      const { stdout } = await promisify(execFile)(process.execPath, args);
      times.get(name)?.push(Number(stdout));
    }
  }
  return Object.fromEntries(
    [...times].map(([name, all]) => [
      name,
      { median: median(all), p95: percentile(all, 95), count: all.length },
    ]),
  );
}
