import { interleave } from "../shared/measure.mjs";
import { DIRECT } from "../tools/direct-caller.mjs";
import { bareTool, functionTool, sdkTool } from "../tools/tool-source.mjs";
import { withCallers } from "./tool-calls.mjs";

/**
 * @typedef {import("../shared/bench-run.mjs").BenchRun} BenchRun
 * @typedef {import("../shared/figure.mjs").Figure} Figure
 * @typedef {import("../shared/measure.mjs").Summary} Summary
 * @typedef {import("../tools/tool-source.mjs").ToolSource} ToolSource
 */

const SOURCES = { "SDK server": sdkTool, "bare server": bareTool, function: functionTool };
/** @type {import("../shared/targets.mjs").Target} */
const TARGET = { of: "value", must: 150, aim: 80 };
const MANY = 100;

/**
 * What a tool call costs beyond calling the tool directly.
 *
 * @param {BenchRun} bench
 * @param {Record<string, ToolSource>} sources
 * @returns {Promise<Figure[]>}
 */
export async function measureCallCost(bench, sources = SOURCES) {
  const figures = [];
  for (const [name, tools] of Object.entries(sources)) {
    figures.push(...(await costWith(bench, name, tools)));
  }
  return figures;
}

/**
 * @param {BenchRun} bench
 * @param {string} name
 * @param {ToolSource} tools
 * @returns {Promise<Figure[]>}
 */
function costWith(bench, name, tools) {
  return withCallers(bench, { tools }, async (tasksFor) => {
    const [none = {}, one = {}, many = {}] = await together(
      [tasksFor("sequential", 0), tasksFor("sequential", 1), tasksFor("sequential", MANY)],
      { rounds: bench.rounds(2, 150), warmup: bench.rounds(1, 5) },
    );
    return [
      {
        title: `added by one tool call (${name})`,
        unit: "µs",
        results: addedPerCall({ none, some: one, count: 1 }),
        target: TARGET,
      },
      {
        title: `added per call, ${MANY} in sequence (${name})`,
        unit: "µs",
        results: addedPerCall({ none, some: many, count: MANY }),
        target: TARGET,
      },
    ];
  });
}

/**
 * Several sets of tasks in one interleaved measurement.
 *
 * @param {import("../shared/measure.mjs").Task[][]} sets
 * @param {import("../shared/measure.mjs").Sampling} sampling
 * @returns {Promise<Record<string, Summary>[]>}
 */
async function together(sets, sampling) {
  const tagged = sets.flatMap((tasks, set) =>
    tasks.map((task) => ({ ...task, name: `${set} ${task.name}` })),
  );
  const all = await interleave(tagged, sampling);
  return sets.map((tasks, set) =>
    Object.fromEntries(
      tasks.flatMap(({ name }) => {
        const summary = all[`${set} ${name}`];
        return summary === undefined ? [] : [[name, summary]];
      }),
    ),
  );
}

/**
 * (with calls − without) ÷ calls − one direct call; for the direct calls themselves, what one takes.
 *
 * @param {{ none: Record<string, Summary>, some: Record<string, Summary>, count: number }} measured
 * @returns {Record<string, Summary>}
 */
function addedPerCall({ none, some, count }) {
  const direct = (some[DIRECT]?.median ?? Number.NaN) / count;
  return Object.fromEntries(
    Object.entries(some).map(([name, { median, stallMs }]) => {
      const perCall = (median - (none[name]?.median ?? Number.NaN)) / count;
      const ms = name === DIRECT ? direct : perCall - direct;
      return [name, { median: ms * 1000, ...(stallMs !== undefined && { stallMs }) }];
    }),
  );
}
