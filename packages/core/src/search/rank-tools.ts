import { coverSteps } from "./cover-steps.js";
import type { DenseRanking } from "./embedded-tools.js";
import { fuseScores, nearestByVector } from "./fuse-scores.js";
import type { NameHits } from "./name-index.js";
import { pickBest, sortByScore } from "./pick-best.js";
import type { ResolvedQuery } from "./query-terms.js";
import { RankedList, type RankedTool } from "./ranked-list.js";
import { type Candidate, scoreTools } from "./score-tools.js";
import type { SearchIndex } from "./search-index.js";
import { addServerHits } from "./server-hits.js";

/** What there is to rank with. */
export interface RankingInput {
  readonly index: SearchIndex;
  readonly query: ResolvedQuery;
  readonly names: NameHits;
  /** By document, its place in the catalog. */
  readonly order: Int32Array;
  /** By document, 1 for those that may be found; all if left out. */
  readonly allowed: Uint8Array | undefined;
  readonly minScore: number;
  /** How many are asked for. */
  readonly wanted: number;
  readonly dense?: DenseRanking | undefined;
  /** By document the number of a group, in which matches are counted, and how many groups there are. */
  readonly groups: { readonly of: Int32Array; readonly count: number };
}

/** What was found. */
export interface Ranking {
  /** Best first: at least as many as are asked for, if there are so many. */
  readonly tools: readonly RankedTool[];
  /** How many there are. */
  readonly count: number;
  /** How many there are of each group. */
  readonly counts: Int32Array;
}

/** How many tools are looked at closely. */
const MAX_CANDIDATES = 40;
/** How many words of a query one tool can be expected to have, and what a good place for one is worth. */
const TELLING_WORDS = 4;
const GOOD_WORTH = 1.5;
/** Only a name is certain. */
const MAX_SCORE = 0.99;
const ANY_SCORE = Number.MIN_VALUE;

/** Finds the tools that match. */
export function rankTools(input: RankingInput): Ranking {
  const { index, query, order, allowed, minScore, names } = input;
  const scores = index.scores(query.terms);
  if (allowed !== undefined) {
    for (let at = 0; at < scores.length; at++) if (allowed[at] !== 1) scores[at] = 0;
  }
  const counts = new Int32Array(input.groups.count);
  const all = countByGroup(scores, ANY_SCORE, input.groups.of, counts);
  const { candidates, scale } = findCandidates(scores, all.highest, input);
  const list = new RankedList(scores, allowed, minScore);
  for (const document of names.tools) list.take(document, 1);
  for (const document of byScore(names.ofServer, candidates, order)) {
    list.take(document, MAX_SCORE);
  }
  for (const { document, score } of coverSteps(candidates)) {
    list.take(document, Math.min(MAX_SCORE, score * scale.candidate));
  }
  // What was taken has a score of 0 by now.
  let added: readonly { readonly document: number }[] = list.unscored;
  let { count } = all;
  const least = leastBehind(minScore, scale.other);
  if (minScore > 0) {
    counts.fill(0);
    ({ count } = countByGroup(scores, least, input.groups.of, counts));
    added = list.tools;
  }
  count += added.length;
  for (const { document } of added) {
    const group = input.groups.of[document] as number;
    counts[group] = (counts[group] as number) + 1;
  }
  if (list.tools.length < Math.min(input.wanted, count)) {
    for (const document of allFrom(least, scores, order)) {
      list.take(document, Math.min(MAX_SCORE, (scores[document] as number) * scale.other));
    }
  }
  return { tools: list.tools, count, counts };
}

/** The best tools, looked at closely, and what their scores and those of all others are multiplied by. */
function findCandidates(
  scores: Float64Array,
  highest: number,
  { index, query, order, allowed, dense }: RankingInput,
): { candidates: Candidate[]; scale: { candidate: number; other: number } } {
  const compare = (a: Candidate, b: Candidate): number =>
    b.score - a.score || (order[a.document] as number) - (order[b.document] as number);
  const documents = pickBest(scores, highest, order, MAX_CANDIDATES);
  if (dense !== undefined) {
    const nearest = nearestByVector(dense, allowed, MAX_CANDIDATES);
    documents.push(...nearest.filter((document) => !documents.includes(document)));
  }
  const candidates = scoreTools(index, query, documents).sort(compare);
  addServerHits(candidates, (document) => index.tools[document]?.server ?? "");
  if (dense === undefined) {
    const scale = 1 / idealScore(query);
    return { candidates: candidates.sort(compare), scale: { candidate: scale, other: scale } };
  }
  const factor = fuseScores(candidates, dense);
  return { candidates: candidates.sort(compare), scale: { candidate: 1, other: factor } };
}

/** What a document has to score so that its result does: however much it scores, that is no name's. */
function leastBehind(minScore: number, scale: number): number {
  if (minScore === 0) return ANY_SCORE;
  return minScore > MAX_SCORE ? Number.POSITIVE_INFINITY : minScore / scale;
}

function byScore(
  documents: readonly number[],
  candidates: readonly Candidate[],
  order: Int32Array,
): readonly number[] {
  if (documents.length === 0) return documents;
  const scores = new Map(candidates.map(({ document, score }) => [document, score]));
  const scoreOf = (document: number): number => scores.get(document) ?? 0;
  return [...documents].sort(
    (a, b) => scoreOf(b) - scoreOf(a) || (order[a] as number) - (order[b] as number),
  );
}

/** Counts the documents with such scores, in all and by group, and finds the highest. */
function countByGroup(
  scores: Float64Array,
  least: number,
  groupOf: Int32Array,
  counts: Int32Array,
): { count: number; highest: number } {
  let count = 0;
  let highest = 0;
  for (let at = 0; at < scores.length; at++) {
    const score = scores[at] as number;
    if (score < least) continue;
    if (score > highest) highest = score;
    const group = groupOf[at] as number;
    counts[group] = (counts[group] as number) + 1;
    count++;
  }
  return { count, highest };
}

function allFrom(least: number, scores: Float64Array, order: Int32Array): number[] {
  const documents: number[] = [];
  for (let at = 0; at < scores.length; at++) {
    if ((scores[at] as number) >= least) documents.push(at);
  }
  return sortByScore(documents, scores, order);
}

function idealScore({ wordWeights }: ResolvedQuery): number {
  const telling = wordWeights.slice(0, TELLING_WORDS).reduce((sum, weight) => sum + weight, 0);
  return telling * GOOD_WORTH || 1;
}
