import { DIRECT, openDirectCaller } from "../tools/direct-caller.mjs";
import { expectResult, runTasks } from "./run-tasks.mjs";

/**
 * @typedef {import("../shared/bench-run.mjs").BenchRun} BenchRun
 * @typedef {import("../shared/measure.mjs").Task} Task
 * @typedef {import("../contenders/contender.mjs").OpenOptions} OpenOptions
 * @typedef {import("../tools/tool-source.mjs").ToolSource} ToolSource
 * @typedef {"sequential" | "parallel"} Order
 */

/**
 * Opens all contenders, and direct calls beside them, over tools of one source.
 *
 * @template T
 * @param {BenchRun} bench
 * @param {OpenOptions & { tools: ToolSource }} options
 * @param {(tasksFor: (order: Order, count: number) => Task[]) => Promise<T>} use
 * @returns {Promise<T>}
 */
export function withCallers(bench, options, use) {
  return bench.withOpened(options, async (opened) => {
    const direct = await openDirectCaller(options.tools);
    try {
      return await use((order, count) => {
        const expected = sumBelow(count);
        const code = CODE[order](count);
        return [
          ...runTasks(opened, { code, expected }),
          {
            name: DIRECT,
            run: () => DIRECTLY[order](direct.echo, count),
            after: (result) => expectResult(DIRECT, result, expected),
          },
        ];
      });
    } finally {
      await direct.close();
    }
  });
}

/** @type {Record<Order, (count: number) => string>} */
const CODE = {
  sequential: (count) =>
    `let sum = 0;
     for (let n = 0; n < ${count}; n++) sum += (await bench.echo({ n })).n;
     return sum;`,
  parallel: (count) =>
    `const all = await Promise.all(Array.from({ length: ${count} }, (_, n) => bench.echo({ n })));
     return all.reduce((sum, { n }) => sum + n, 0);`,
};

/** @type {Record<Order, (echo: (n: number) => Promise<number>, count: number) => Promise<number>>} */
const DIRECTLY = {
  async sequential(echo, count) {
    let sum = 0;
    for (let n = 0; n < count; n++) sum += await echo(n);
    return sum;
  },
  async parallel(echo, count) {
    const all = await Promise.all(Array.from({ length: count }, (_, n) => echo(n)));
    return all.reduce((sum, n) => sum + n, 0);
  },
};

/** @param {number} count */
function sumBelow(count) {
  return (count * (count - 1)) / 2;
}
