import { setImmediate as nextTurn } from "node:timers/promises";
import { median, percentile } from "../shared/statistics.mjs";
import { repeated } from "./data-set.mjs";
import { OurSearch } from "./our-search.mjs";

/**
 * @typedef {import("./data-set.mjs").DataTool} DataTool
 * @typedef {import("./data-set.mjs").DataQuery} DataQuery
 *
 * @typedef {object} Speed times in milliseconds
 * @property {number} tools
 * @property {number} buildMs
 * @property {number} p50Ms
 * @property {number} p95Ms
 * @property {number} reindexMs
 * @property {number} memoryMb
 */

const LIMIT = 10;

/**
 * @param {readonly DataTool[]} tools
 * @param {readonly DataQuery[]} queries
 * @param {number} count
 * @param {number} rounds
 * @returns {Promise<Speed>}
 */
export async function measureSpeed(tools, queries, count, rounds) {
  const all = repeated(tools, count);
  const builds = [];
  for (let round = 0; round < rounds; round++) builds.push(await timeBuild(new OurSearch(all)));

  const ours = new OurSearch(all);
  const before = await memoryInUse();
  await build(ours);
  const memory = (await memoryInUse()) - before;
  for (const { query } of queries) await ours.rank(query, LIMIT);
  const times = await timeQueries(ours, queries, rounds);
  return {
    tools: count,
    buildMs: median(builds),
    p50Ms: median(times),
    p95Ms: percentile(times, 95),
    reindexMs: median(await timeChanges(ours, queries)),
    memoryMb: memory / 2 ** 20,
  };
}

/**
 * Each query's median of some rounds: what the machine does beside the search must not make it slow.
 *
 * @param {OurSearch} ours
 * @param {readonly DataQuery[]} queries
 * @param {number} rounds
 */
async function timeQueries(ours, queries, rounds) {
  const times = queries.map(() => /** @type {number[]} */ ([]));
  for (let round = 0; round < rounds; round++) {
    for (const [at, { query }] of queries.entries()) {
      times[at]?.push(await timed(() => ours.rank(query, LIMIT)));
    }
  }
  return times.map(median);
}

/** One server after the other lists its tools anew; timed is the search that sees it first. @param {OurSearch} ours @param {readonly DataQuery[]} queries */
async function timeChanges(ours, queries) {
  const times = [];
  const largest = [...ours.servers].sort(([, a], [, b]) => b.length - a.length).slice(0, 20);
  for (const [at, [server]] of largest.entries()) {
    ours.setTools(server);
    times.push(await timed(() => ours.rank(queries[at % queries.length]?.query ?? "", LIMIT)));
  }
  return times;
}

/** @param {OurSearch} ours */
function build(ours) {
  return ours.rank("nothing", 1);
}

/** @param {OurSearch} ours */
function timeBuild(ours) {
  return timed(() => build(ours));
}

/** @param {() => Promise<unknown>} run */
async function timed(run) {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

/** What is left in bytes after all garbage is gone. */
async function memoryInUse() {
  for (let time = 0; time < 3; time++) {
    await nextTurn();
    global.gc?.();
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
