import { OURS } from "../shared/figure.mjs";
import { interleave } from "../shared/measure.mjs";
import { DIRECT } from "../tools/direct-caller.mjs";
import { bareTool, functionTool, sdkTool, stdioTool } from "../tools/tool-source.mjs";
import { withCallers } from "./tool-calls.mjs";

/**
 * @typedef {import("../shared/bench-run.mjs").BenchRun} BenchRun
 * @typedef {import("../shared/figure.mjs").Figure} Figure
 * @typedef {import("../shared/measure.mjs").Summary} Summary
 * @typedef {import("../tools/tool-source.mjs").ToolSource} ToolSource
 */

const SOURCES = {
  function: functionTool,
  "bare server": bareTool,
  "SDK server": sdkTool,
  "stdio server": stdioTool,
};
const COUNT = 1_000;
const QUICK_COUNT = 50;
/** @type {import("../shared/targets.mjs").Target} */
const TARGET = { of: "value", must: 12, aim: 4 };

/** @param {BenchRun} bench @returns {Promise<Figure[]>} */
export async function measureThousandCalls(bench) {
  const figures = [];
  for (const [name, tools] of Object.entries(SOURCES)) {
    figures.push(...(await callsTo(bench, name, tools)));
  }
  return figures;
}

/** @param {BenchRun} bench @param {string} name @param {ToolSource} tools @returns {Promise<Figure[]>} */
async function callsTo(bench, name, tools) {
  const rounds = bench.rounds(1, 15);
  const count = bench.rounds(QUICK_COUNT, COUNT);
  const calls = `${count.toLocaleString("en")} calls`;
  const target = count === COUNT ? TARGET : undefined;
  const unlimited = { tools, maxConcurrentToolCalls: count };
  const [sequential, parallel] = await withCallers(bench, unlimited, async (tasksFor) => [
    await interleave(tasksFor("sequential", count), { rounds }),
    await interleave(tasksFor("parallel", count), { rounds, warmup: 2 }),
  ]);
  /** @type {Figure[]} */
  const figures = [
    { title: `${calls} in sequence (${name})`, unit: "ms", results: sequential },
    {
      title: `${calls} in parallel (${name})`,
      unit: "ms",
      results: parallel,
      target: tools.kind === "function" ? target : undefined,
    },
  ];
  if (tools.kind === "function") return figures;

  const limited = await withCallers(bench, { tools }, (tasksFor) =>
    interleave(
      tasksFor("parallel", count).filter(({ name }) => name === OURS),
      { rounds },
    ),
  );
  return [
    ...figures,
    {
      title: `… added to calling directly (${name})`,
      unit: "ms",
      results: addedTo(parallel),
      target,
    },
    { title: `… at most 16 at once, the default (${name})`, unit: "ms", results: limited },
  ];
}

/** @param {Record<string, Summary>} results @returns {Record<string, Summary>} */
function addedTo(results) {
  const direct = results[DIRECT]?.median ?? Number.NaN;
  return Object.fromEntries(
    Object.entries(results)
      .filter(([name]) => name !== DIRECT)
      .map(([name, { median }]) => [name, { median: median - direct }]),
  );
}
