import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { median, percentile } from "../shared/statistics.mjs";

const SAMPLE = fileURLToPath(new URL("cold-start-sample.mjs", import.meta.url));

/**
 * From a new client and executor to the first result, in a process that has done nothing before.
 *
 * @param {import("../shared/bench-run.mjs").BenchRun} bench
 * @returns {Promise<import("../shared/figure.mjs").Figure[]>}
 */
export async function measureColdStart(bench) {
  /** @type {Map<string, number[]>} */
  const times = new Map(bench.contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < bench.rounds(1, 15); round++) {
    for (const [name, all] of times) {
      const { stdout } = await promisify(execFile)(process.execPath, [SAMPLE, name]);
      all.push(Number(stdout));
    }
  }
  return [
    {
      title: "cold start to first result, in a fresh host process",
      unit: "ms",
      results: Object.fromEntries(
        [...times].map(([name, all]) => [
          name,
          { median: median(all), p95: percentile(all, 95), count: all.length },
        ]),
      ),
      target: { of: "value", must: 120, aim: 60 },
    },
  ];
}
