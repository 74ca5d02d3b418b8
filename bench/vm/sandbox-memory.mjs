import { setTimeout as sleep } from "node:timers/promises";
import { OURS } from "../shared/figure.mjs";
import { MEMORY_IS_READABLE, memoryOf, nodeChildren } from "../shared/process-memory.mjs";
import { median } from "../shared/statistics.mjs";

/**
 * @typedef {import("../shared/bench-run.mjs").BenchRun} BenchRun
 * @typedef {import("../shared/figure.mjs").Figure} Figure
 * @typedef {import("../shared/process-memory.mjs").ProcessMemory} ProcessMemory
 */

const MB = 1e6;
/** @type {ProcessMemory} */
const NONE = { rss: 0, pss: undefined };
const SETTLE_MS = 300;
const BUSY_MS = 600;
/** Makes and drops objects, as code that goes through pages of results does. */
const BUSY = `
  for (let rows = []; ; ) rows = Array.from({ length: 1_000 }, (_, n) => ({ n, title: "row " + n }));
`;

/** What a sandbox process holds, alone among the contenders ours. @param {BenchRun} bench @returns {Promise<Figure[]>} */
export async function measureSandboxMemory({ contenders, ...bench }) {
  const ours = contenders.find(({ name }) => name === OURS);
  if (!MEMORY_IS_READABLE || ours === undefined) return [];
  const idle = [];
  const busy = [];
  for (let sample = 0; sample < (bench.quick ? 1 : 5); sample++) {
    const others = new Set(nodeChildren());
    const executor = await ours.open({});
    try {
      await executor.run("return 1 + 1");
      await sleep(SETTLE_MS);
      idle.push(...memoryOfNew(others));
      const running = executor.run(BUSY, BUSY_MS).catch(() => {});
      await sleep(BUSY_MS - 100);
      busy.push(largest(memoryOfNew(others)));
      await running;
    } finally {
      await executor.close();
    }
  }
  return [
    {
      title: "RSS of an idle sandbox process",
      unit: "MB",
      results: inMegabytes(idle, "rss"),
      target: { of: "value", must: 50, aim: 35 },
    },
    { title: "PSS of an idle sandbox process", unit: "MB", results: inMegabytes(idle, "pss") },
    { title: "RSS of a busy sandbox process", unit: "MB", results: inMegabytes(busy, "rss") },
    { title: "PSS of a busy sandbox process", unit: "MB", results: inMegabytes(busy, "pss") },
  ];
}

/** @param {ReadonlySet<number>} others @returns {ProcessMemory[]} */
function memoryOfNew(others) {
  return nodeChildren()
    .filter((pid) => !others.has(pid))
    .flatMap((pid) => memoryOf(pid) ?? []);
}

/** The one that is at work: spare processes beside it are idle. @param {readonly ProcessMemory[]} samples */
function largest(samples) {
  return samples.reduce((most, sample) => (sample.rss > most.rss ? sample : most), NONE);
}

/** @param {readonly ProcessMemory[]} samples @param {"rss" | "pss"} kind @returns {Figure["results"]} */
function inMegabytes(samples, kind) {
  const values = samples.flatMap((sample) => sample[kind] ?? []);
  return values.length === 0 ? {} : { [OURS]: { median: median(values) / MB } };
}
