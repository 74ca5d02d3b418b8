/** @typedef {import("./data-set.mjs").DataQuery} DataQuery */

export const METRICS = /** @type {const} */ (["hit@1", "recall@5", "recall@10", "nDCG@10", "MRR"]);

/** The number of results that a ranking needs to have. */
export const DEPTH = 50;

/**
 * What a ranking is worth, in the order of `METRICS`: relevance is yes or no, and recall is of as many
 * as can be among the first.
 *
 * @param {readonly string[]} ranking
 * @param {readonly string[]} relevant
 * @returns {number[]}
 */
function judge(ranking, relevant) {
  const wanted = new Set(relevant);
  const places = ranking.flatMap((id, place) => (wanted.has(id) ? [place] : []));
  const first = places[0];
  /** @param {number} depth */
  const recall = (depth) =>
    places.filter((place) => place < depth).length / Math.min(depth, wanted.size);
  const best = Array.from({ length: Math.min(10, wanted.size) }, (_, place) => place);
  return [
    first === 0 ? 1 : 0,
    recall(5),
    recall(10),
    gain(places.filter((place) => place < 10)) / gain(best),
    first === undefined ? 0 : 1 / (first + 1),
  ];
}

/**
 * The means of the groups of queries, and of the groups' means.
 *
 * @param {readonly DataQuery[]} queries
 * @param {ReadonlyMap<string, readonly string[]>} rankings by a query's id
 */
export function judgeAll(queries, rankings) {
  /** @type {Map<string, number[][]>} */
  const groups = new Map();
  for (const { id, corpus, kind, relevant } of queries) {
    const group = `${corpus}/${kind}`;
    const rows = groups.get(group) ?? [];
    groups.set(group, rows);
    rows.push(judge(rankings.get(id) ?? [], relevant));
  }
  const means = new Map([...groups].map(([group, rows]) => [group, meanOf(rows)]));
  return { groups: means, headline: meanOf([...means.values()]) };
}

/** @param {readonly number[]} places */
function gain(places) {
  return places.reduce((sum, place) => sum + 1 / Math.log2(place + 2), 0);
}

/** @param {readonly (readonly number[])[]} rows */
function meanOf(rows) {
  return METRICS.map((_, at) => rows.reduce((sum, row) => sum + (row[at] ?? 0), 0) / rows.length);
}
