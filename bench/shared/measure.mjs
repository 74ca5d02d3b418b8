import { setTimeout as sleep } from "node:timers/promises";
import { StallWatch } from "./stall-watch.mjs";
import { median, percentile } from "./statistics.mjs";

/**
 * @typedef {object} Task
 * @property {string} name
 * @property {() => Promise<unknown>} run what is timed
 * @property {() => Promise<unknown>} [before] what is not, before each run
 * @property {(value: any) => unknown} [after] nor this: checks the result, or puts away what was made
 */

/**
 * @typedef {object} Summary
 * @property {number} median
 * @property {number} [p95]
 * @property {number} [count]
 * @property {number} [stallMs] longest stall of the host's event loop in all turns
 * @property {number} [usualStallMs] median of the longest stalls of each turn
 */

/**
 * @typedef {object} Sampling
 * @property {number} rounds
 * @property {number} [block] runs in a row at each turn; the first of several is not counted
 * @property {number} [warmup] rounds before the first that counts; default 1
 */

const SETTLE_MS = 2;

/**
 * Lets the tasks take turns, so that a machine that gets slower gets slower for all. Each round has an order
 * of its own: what a task leaves behind, warm code or a busy collector, must not always meet the same one.
 * Times are in milliseconds.
 *
 * @param {readonly Task[]} tasks
 * @param {Sampling} sampling
 * @returns {Promise<Record<string, Summary>>} by the tasks' names
 */
export async function interleave(tasks, { rounds, block = 1, warmup = 1 }) {
  const states = tasks.map(freshState);
  global.gc?.();
  for (let round = -warmup; round < rounds; round++) {
    for (const state of shuffled(states)) {
      await takeTurn(round < 0 ? freshState(state.task) : state, block);
    }
  }
  return Object.fromEntries(states.map((state) => [state.task.name, summarize(state)]));
}

/** @typedef {{ task: Task, times: number[], stalls: number[] }} TaskState */

/** @param {Task} task @returns {TaskState} */
function freshState(task) {
  return { task, times: [], stalls: [] };
}

/** By Fisher and Yates. @template T @param {readonly T[]} items @returns {T[]} */
function shuffled(items) {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [order[last], order[other]] = [/** @type {T} */ (order[other]), /** @type {T} */ (order[last])];
  }
  return order;
}

/** @param {TaskState} state @param {number} block */
async function takeTurn({ task, times, stalls }, block) {
  const watch = new StallWatch();
  // What the task before has left to do must not be done at the cost of this one.
  await sleep(SETTLE_MS);
  watch.start();
  for (let index = 0; index < block; index++) {
    await task.before?.();
    const started = performance.now();
    const value = await task.run();
    const ms = performance.now() - started;
    await task.after?.(value);
    if (block === 1 || index > 0) times.push(ms);
  }
  stalls.push(await watch.stop());
}

/** @param {TaskState} state @returns {Summary} */
function summarize({ times, stalls }) {
  return {
    median: median(times),
    p95: percentile(times, 95),
    count: times.length,
    stallMs: Math.max(...stalls),
    usualStallMs: median(stalls),
  };
}
