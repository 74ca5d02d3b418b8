import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { OURS } from "../shared/figure.mjs";
import { median } from "../shared/statistics.mjs";

const SAMPLE = fileURLToPath(new URL("idle-memory-sample.mjs", import.meta.url));

/**
 * What a further sandbox holds while it waits, by the resident memory of the host's process.
 *
 * @param {import("../shared/bench-run.mjs").BenchRun} bench
 * @returns {Promise<import("../shared/figure.mjs").Figure[]>}
 */
export async function measureIdleMemory(bench) {
  const samples = [];
  for (let round = 0; round < bench.rounds(1, 5); round++) {
    const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", SAMPLE]);
    samples.push(Number(stdout));
  }
  return [
    {
      title: "memory per idle sandbox beyond the first",
      unit: "MB",
      results: { [OURS]: { median: median(samples) } },
      target: { of: "value", must: 8, aim: 4 },
    },
  ];
}
