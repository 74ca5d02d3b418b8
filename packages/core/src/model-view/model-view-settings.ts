import type { PartialOptions } from "../contract/partial-options.js";
import { shown } from "../errors/check-keys.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import type { RecallLimits } from "./recall-store.js";

/** How much of an execution a model is shown, and what is kept of the rest. */
export interface ModelViewSettings {
  /**
   * Characters of what `execute_code` answers to a model: result, logs, error and the texts that code
   * emits together; and of what `search_tools` does. What does not fit is cut, and says so. Default 25,000;
   * at least 500.
   */
  outputBudget?: number | undefined;
  /** What is kept for `recall` of the results and logs that were cut. */
  recall?: PartialOptions<RecallLimits> | undefined;
}

const DEFAULT_BUDGET = 25_000;
export const LEAST_BUDGET = 500;
const DEFAULT_RECALL: RecallLimits = { maxEntries: 100, maxCharacters: 64 << 20 };

/** @throws ToolweaveError `CONFIG_INVALID`. */
export function checkOutputBudget(given: unknown = DEFAULT_BUDGET): number {
  if (Number.isSafeInteger(given) && (given as number) >= LEAST_BUDGET) return given as number;
  throw invalid("outputBudget", `a whole number of at least ${LEAST_BUDGET}`, given);
}

/** @throws ToolweaveError `CONFIG_INVALID`. */
export function checkRecallLimits(given: PartialOptions<RecallLimits> = {}): RecallLimits {
  if (typeof given !== "object" || given === null) throw invalid("recall", "an object", given);
  const limits = { ...DEFAULT_RECALL };
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(DEFAULT_RECALL, name)) {
      const known = Object.keys(DEFAULT_RECALL).join(", ");
      const message = `codeMode.recall.${name} is unknown; known: ${known}`;
      throw new ToolweaveError("CONFIG_INVALID", message);
    }
    if (value === undefined) continue;
    if (!(typeof value === "number" && value >= 0)) {
      throw invalid(`recall.${name}`, "a number of at least 0", value);
    }
    limits[name as keyof RecallLimits] = value;
  }
  return limits;
}

function invalid(name: string, wanted: string, given: unknown): ToolweaveError {
  return new ToolweaveError(
    "CONFIG_INVALID",
    `codeMode.${name} must be ${wanted}, not ${shown(given)}`,
  );
}
