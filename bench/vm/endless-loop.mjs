import { interleave } from "../shared/measure.mjs";

/**
 * @typedef {import("../shared/bench-run.mjs").BenchRun} BenchRun
 * @typedef {import("../shared/figure.mjs").Figure} Figure
 */

const TIMEOUT_MS = 500;

/** What a guest that never ends does to the host. @param {BenchRun} bench @returns {Promise<Figure[]>} */
export function measureEndlessLoop(bench) {
  return bench.withOpened({}, async (opened) => {
    const tasks = [...opened].map(([name, executor]) => ({
      name,
      before: () => executor.run("return 0"),
      run: () =>
        executor.run("while (true) {}", TIMEOUT_MS).then(
          () => Promise.reject(new Error(`${name} let an endless loop end`)),
          () => {},
        ),
    }));
    const results = await interleave(tasks, { rounds: bench.rounds(1, 11), warmup: 0 });
    const stalls = Object.entries(results).map(
      ([name, { usualStallMs = Number.NaN, stallMs = Number.NaN }]) => [
        name,
        { median: usualStallMs, p95: stallMs },
      ],
    );
    return [
      {
        title: "stall of the host during while (true) {}",
        unit: "ms",
        results: Object.fromEntries(stalls),
        target: { of: "value", must: 20, aim: 5 },
      },
      { title: "while (true) {} with 500 ms, until it has ended", unit: "ms", results },
    ];
  });
}
