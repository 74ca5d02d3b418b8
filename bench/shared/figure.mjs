/**
 * @typedef {import("./measure.mjs").Summary} Summary
 * @typedef {import("./targets.mjs").Target} Target
 */

/**
 * One line of the results.
 *
 * @typedef {object} Figure
 * @property {string} title
 * @property {"ms" | "µs" | "MB"} unit
 * @property {Record<string, Summary>} results by contender
 * @property {Target | undefined} [target]
 */

/** The contender whose targets are checked. */
export const OURS = "toolweave";
/** The contender that ratios are against. */
export const BASELINE = "naive";

/** Ours to the baseline's; `undefined` for microseconds, which are differences near zero. @param {Figure} figure */
export function ratioOf({ unit, results }) {
  if (unit === "µs") return undefined;
  const ours = results[OURS]?.median;
  const baseline = results[BASELINE]?.median;
  return ours === undefined || baseline === undefined || baseline <= 0
    ? undefined
    : ours / baseline;
}
