/** Scores are told to three places. */
const PLACES = 1_000;

/** A score as results tell it. */
export function roundedScore(score: number): number {
  return Math.round(score * PLACES) / PLACES;
}

/** The least score that is told as this one: who asks for a score knows it from a result. */
export function leastToldAs(score: number): number {
  // Nothing at all is no result, however little is asked for.
  return score === 0 ? 0 : Math.max(score - 0.5 / PLACES, Number.MIN_VALUE);
}
