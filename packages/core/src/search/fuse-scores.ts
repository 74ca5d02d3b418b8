import type { DenseRanking } from "./embedded-tools.js";
import type { Candidate } from "./score-tools.js";

/**
 * Mixes scores by words with nearness by vector: each from 0 to 1 among the candidates, added by
 * weight. Answers with the factor that a score by words alone has in the mixture.
 */
export function fuseScores(
  candidates: readonly Candidate[],
  { cosines, weight }: DenseRanking,
): number {
  let best = 0;
  let [nearest, farthest] = [-1, 1];
  for (const { document, score } of candidates) {
    const cosine = cosines[document] ?? -1;
    best = Math.max(best, score);
    nearest = Math.max(nearest, cosine);
    farthest = Math.min(farthest, cosine);
  }
  const factor = (1 - weight) / (best || 1);
  const span = nearest - farthest || 1;
  for (const candidate of candidates) {
    const cosine = cosines[candidate.document] ?? -1;
    candidate.score = candidate.score * factor + (weight * (cosine - farthest)) / span;
  }
  return factor;
}

/** The documents that are nearest by vector, among those that may be found. */
export function nearestByVector(
  { cosines }: DenseRanking,
  allowed: Uint8Array | undefined,
  count: number,
): number[] {
  return [...cosines.keys()]
    .filter((at) => (cosines[at] as number) > 0 && (allowed === undefined || allowed[at] === 1))
    .sort((a, b) => (cosines[b] as number) - (cosines[a] as number))
    .slice(0, count);
}
