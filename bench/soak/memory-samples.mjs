import { setTimeout as sleep } from "node:timers/promises";
import { MEMORY_IS_READABLE, memoryOf, nodeChildren } from "../shared/process-memory.mjs";

/** How much memory may grow between two samples, as a part of the first. */
const GROWTH_ALLOWED = 0.15;

/** Resident bytes of this process when nothing runs and the garbage is gone. */
export async function settledHostMemory() {
  for (let pass = 0; pass < 3; pass++) {
    await sleep(200);
    global.gc?.();
  }
  return process.memoryUsage.rss();
}

/** Resident bytes of all child processes together. */
export function childrenMemory() {
  if (!MEMORY_IS_READABLE) return 0;
  return nodeChildren().reduce((sum, pid) => sum + (memoryOf(pid)?.rss ?? 0), 0);
}

/** @param {number} bytes */
export function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/**
 * A sentence if memory grew beyond what is allowed.
 *
 * @param {string} whose
 * @param {number} first
 * @param {number} last
 * @returns {string[]}
 */
export function growthViolation(whose, first, last) {
  if (last <= first * (1 + GROWTH_ALLOWED)) return [];
  const percent = Math.round((last / first - 1) * 100);
  return [`${whose} grew by ${percent} %, from ${megabytes(first)} to ${megabytes(last)}`];
}
