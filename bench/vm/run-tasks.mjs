/**
 * @typedef {import("../contenders/contender.mjs").OpenExecutor} OpenExecutor
 * @typedef {import("../shared/measure.mjs").Task} Task
 * @typedef {ReadonlyMap<string, OpenExecutor>} Opened by the contenders' names
 */

/**
 * One task for each open contender: to run this code, and to get this result.
 *
 * @param {Opened} opened
 * @param {object} job
 * @param {string} job.code
 * @param {unknown} job.expected the result, or what `measure` makes of it
 * @param {(result: any) => any} [job.finish] what is done with the result in the time measured
 * @param {(result: any) => unknown} [job.measure]
 * @param {() => Promise<unknown>} [job.before]
 * @returns {Task[]}
 */
export function runTasks(opened, { code, expected, finish = same, measure = same, before }) {
  return [...opened].map(([name, executor]) => ({
    name,
    ...(before && { before }),
    run: async () => finish(await executor.run(code)),
    after: (result) => expectResult(name, measure(result), expected),
  }));
}

/** @param {unknown} value */
function same(value) {
  return value;
}

/** A contender that is fast and wrong must not be measured. @param {string} name @param {unknown} result @param {unknown} expected */
export function expectResult(name, result, expected) {
  if (result !== expected) throw new Error(`${name} gave ${result} in place of ${expected}`);
}
