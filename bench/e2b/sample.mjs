import { setTimeout as sleep } from "node:timers/promises";
import { median, percentile } from "../shared/statistics.mjs";

/** Until the process for the next execution is ready, which is no part of what is measured. */
const SETTLE_MS = 700;

/**
 * Lets contenders take turns; each gives the milliseconds of one sample.
 *
 * @param {Record<string, () => Promise<number>>} contenders
 * @param {number} rounds
 * @returns {Promise<Record<string, import("../shared/measure.mjs").Summary>>}
 */
export async function sample(contenders, rounds) {
  /** @type {Record<string, number[]>} */
  const times = {};
  for (let round = -1; round < rounds; round++) {
    for (const [name, measure] of Object.entries(contenders)) {
      await sleep(SETTLE_MS);
      const ms = await measure();
      times[name] ??= [];
      if (round >= 0) times[name].push(ms);
    }
  }
  return Object.fromEntries(
    Object.entries(times).map(([name, all]) => [
      name,
      { median: median(all), p95: percentile(all, 95), count: all.length },
    ]),
  );
}
