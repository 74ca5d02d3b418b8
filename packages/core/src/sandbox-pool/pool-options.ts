import { checkKeys, shown, wrongOption } from "../errors/check-keys.js";
import { MAX_TIMER_MS } from "../protocol/max-timer.js";

/** How many sandboxes are kept, and how long. */
export interface SandboxPoolOptions {
  /** Kept ready beyond those that are busy, once the executor is in use. Default 1. */
  min?: number | undefined;
  /** At once, busy or ready; further executions wait in a queue. Default 8. */
  max?: number | undefined;
  /** Milliseconds after which an unused one beyond `min` ends. Default 30,000. */
  idleMs?: number | undefined;
  /** Executions that may wait; one more is refused. Default 1,000. */
  maxQueue?: number | undefined;
}

/** The same, complete. */
export type CompletePoolOptions = { [Name in keyof SandboxPoolOptions]-?: number };

const DEFAULTS: CompletePoolOptions = { min: 1, max: 8, idleMs: 30_000, maxQueue: 1_000 };

/** @throws ToolweaveError `CONFIG_INVALID` for a number outside its range. */
export function poolOptions(given: SandboxPoolOptions = {}): CompletePoolOptions {
  checkKeys("executorOptions.pool", given, Object.keys(DEFAULTS));
  const {
    min = DEFAULTS.min,
    max = DEFAULTS.max,
    idleMs = DEFAULTS.idleMs,
    maxQueue = DEFAULTS.maxQueue,
  } = given;
  return {
    max: optionAtLeast(1, max, "pool.max"),
    min: Math.min(optionAtLeast(0, min, "pool.min"), max),
    idleMs: Math.min(optionAtLeast(0, idleMs, "pool.idleMs"), MAX_TIMER_MS),
    maxQueue: optionAtLeast(0, maxQueue, "pool.maxQueue"),
  };
}

/** @throws ToolweaveError `CONFIG_INVALID`, naming the option. */
export function optionAtLeast(least: number, value: unknown, name: string): number {
  if (typeof value === "number" && value >= least) return value;
  throw wrongOption(
    `executorOptions.${name}`,
    `must be a number of at least ${least}, not ${shown(value)}`,
  );
}

/**
 * A limit of memory in whole MiB.
 *
 * @throws ToolweaveError `CONFIG_INVALID`, naming the option.
 */
export function memoryLimitOption(value: unknown, least: number, most: number): number {
  const limit = optionAtLeast(least, value, "memoryLimitMb");
  if (limit <= most) return Math.floor(limit);
  throw wrongOption(
    "executorOptions.memoryLimitMb",
    `must be a number of MiB from ${least} to ${most}, not ${shown(value)}`,
  );
}
