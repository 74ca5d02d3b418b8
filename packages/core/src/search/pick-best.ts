const BINS = 512;
/** Below this share of the best score hardly ever anything is picked. */
const LIKELY_SHARE = 0.25;

/** Sorts documents: a higher score first, and of equal ones the lower place in the catalog. */
export function sortByScore(
  documents: number[],
  scores: Float64Array,
  order: Int32Array,
): number[] {
  return documents.sort(
    (a, b) =>
      (scores[b] as number) - (scores[a] as number) || (order[a] as number) - (order[b] as number),
  );
}

/** The documents with the best scores above 0, best first. `highest` is the best of them. */
export function pickBest(
  scores: Float64Array,
  highest: number,
  order: Int32Array,
  count: number,
): number[] {
  if (highest === 0) return [];
  const likely = findThreshold(scores, highest * LIKELY_SHARE, highest, count);
  const least =
    likely ?? findThreshold(scores, Number.MIN_VALUE, highest, count) ?? Number.MIN_VALUE;
  const picked: number[] = [];
  for (let at = 0; at < scores.length; at++) if ((scores[at] as number) >= least) picked.push(at);
  return sortByScore(picked, scores, order).slice(0, count);
}

/** A score of at least `from` which about `count` documents reach, by a histogram. */
function findThreshold(
  scores: Float64Array,
  from: number,
  to: number,
  count: number,
): number | undefined {
  const scale = (BINS - 1) / (to - from || 1);
  const bins = new Uint32Array(BINS);
  for (let at = 0; at < scores.length; at++) {
    const score = scores[at] as number;
    if (score < from) continue;
    const bin = ((score - from) * scale) | 0;
    bins[bin] = (bins[bin] as number) + 1;
  }
  for (let bin = BINS - 1, found = 0; bin >= 0; bin--) {
    found += bins[bin] as number;
    if (found >= count) return from + bin / scale;
  }
  return undefined;
}
