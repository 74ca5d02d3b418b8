import { OURS, ratioOf } from "./figure.mjs";

/**
 * @typedef {object} Target
 * @property {"value" | "ratio"} of what is compared: our median, or its ratio to the baseline's
 * @property {number} must
 * @property {number} aim
 */

/** @typedef {"aim" | "must" | "missed"} Verdict */

/**
 * How far a figure got; `undefined` for one without a target or without our result.
 *
 * @param {import("./figure.mjs").Figure} figure
 * @returns {Verdict | undefined}
 */
export function verdictOf(figure) {
  const { target, results } = figure;
  if (target === undefined) return undefined;
  const value = target.of === "ratio" ? ratioOf(figure) : results[OURS]?.median;
  if (value === undefined) return undefined;
  if (value <= target.aim) return "aim";
  return value <= target.must ? "must" : "missed";
}
