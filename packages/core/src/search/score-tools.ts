import type { Asked, QueryTerm, ResolvedQuery, StepWeight } from "./query-terms.js";
import { FIELD_COUNT, NAME, SERVER, WEIGHTS } from "./ranking-weights.js";
import { type SearchIndex, saturate } from "./search-index.js";

/** A tool that may be an answer, looked at closely. */
export interface Candidate {
  readonly document: number;
  score: number;
  /** What it is worth to each step of the query; empty if there is but one. */
  readonly steps: readonly number[];
}

const NO_STEPS: readonly number[] = [];

/** Looks closely at tools: word forms, neighbouring words, the name, each step by itself. */
export function scoreTools(
  index: SearchIndex,
  query: ResolvedQuery,
  documents: readonly number[],
): Candidate[] {
  const termOf = index.stemMarks();
  query.terms.forEach(({ stem }, number) => {
    termOf[stem] = number + 1;
  });
  const scorer = new ToolScorer(index, query, termOf);
  const candidates = documents.map((document) => scorer.score(document));
  for (const { stem } of query.terms) termOf[stem] = 0;
  return candidates;
}

class ToolScorer {
  readonly #index: SearchIndex;
  readonly #query: ResolvedQuery;
  readonly #norms: Float32Array;
  /** By stem, the number of its term and one; 0 for all others. */
  readonly #termOf: Int32Array;
  /** By term, the number of the word whose very form counts. */
  readonly #wordOf: Int32Array;
  /** By term, what was found of it, and of its very form. */
  readonly #sums: Float64Array;
  readonly #exact: Float64Array;
  readonly #pairSums = new Map<number, number>();
  readonly #nameStems: number[] = [];

  constructor(index: SearchIndex, query: ResolvedQuery, termOf: Int32Array) {
    this.#index = index;
    this.#query = query;
    this.#norms = index.norms();
    this.#termOf = termOf;
    this.#wordOf = Int32Array.from(query.terms, ({ word }) => word);
    this.#sums = new Float64Array(query.terms.length);
    this.#exact = new Float64Array(query.terms.length);
  }

  score(document: number): Candidate {
    const nameShare = this.#walk(document);
    const { terms, pairs, stepCount } = this.#query;
    const steps: number[] | undefined = stepCount > 1 ? new Array(stepCount).fill(0) : undefined;
    let whole = 0;
    for (let number = 0; number < terms.length; number++) {
      const sum = this.#sums[number] as number;
      if (sum === 0) continue;
      const term = terms[number] as QueryTerm;
      const exact = saturate(this.#exact[number] as number);
      whole += addWorth(term, term.rarity * (saturate(sum) + WEIGHTS.exactForm * exact), steps);
      this.#sums[number] = 0;
      this.#exact[number] = 0;
    }
    if (this.#pairSums.size > 0) {
      for (const [key, sum] of this.#pairSums) {
        const pair = pairs.get(key) as Asked;
        whole += addWorth(pair, pair.rarity * saturate(sum), steps);
      }
      this.#pairSums.clear();
    }
    const best = steps === undefined ? whole : Math.max(...steps);
    const score =
      (1 - WEIGHTS.bestStep) * whole + WEIGHTS.bestStep * best + WEIGHTS.nameShare * nameShare;
    return { document, score, steps: steps ?? NO_STEPS };
  }

  /** Counts what the document has of the query; answers with how much of its name that is. */
  #walk(document: number): number {
    const words = this.#index.documents[document];
    if (words === undefined) return 0;
    const { vocabulary } = this.#index;
    const { stemOf } = vocabulary;
    const { terms, pairs } = this.#query;
    const [termOf, sums, exact] = [this.#termOf, this.#sums, this.#exact];
    let at = FIELD_COUNT;
    for (let field = 0; field < FIELD_COUNT; field++) {
      const norm = this.#norms[document * FIELD_COUNT + field] as number;
      const end = words[field] as number;
      let before = -1;
      for (; at < end; at++) {
        const word = words[at] as number;
        const number = (termOf[stemOf[word] as number] as number) - 1;
        if (number < 0) {
          if (field > SERVER || !vocabulary.isStopWord(word)) before = -1;
          continue;
        }
        sums[number] = (sums[number] as number) + norm;
        if (this.#wordOf[number] === word) {
          exact[number] = (exact[number] as number) + norm;
        }
        if (before >= 0) {
          const key = before * terms.length + number;
          if (pairs.has(key)) this.#pairSums.set(key, (this.#pairSums.get(key) ?? 0) + norm);
        }
        before = number;
      }
    }
    return this.#nameShare(words);
  }

  #nameShare(words: Uint32Array): number {
    const seen = this.#nameStems;
    const { vocabulary } = this.#index;
    const { terms } = this.#query;
    let named = 0;
    let inName = 0;
    seen.length = 0;
    for (let at = FIELD_COUNT; at < (words[NAME] as number); at++) {
      const word = words[at] as number;
      const stem = vocabulary.stemOf[word] as number;
      const term = terms[(this.#termOf[stem] as number) - 1];
      if ((term === undefined && vocabulary.isStopWord(word)) || seen.includes(stem)) continue;
      seen.push(stem);
      const rarity = term?.rarity ?? this.#index.rarityOf(stem);
      inName += rarity;
      named += rarity * Math.min(1, term?.weight ?? 0);
    }
    return inName === 0 ? 0 : (named * named) / inName;
  }
}

/** Adds to the steps that ask for it; answers with what it is for the whole. */
function addWorth(asked: Asked, worth: number, steps: number[] | undefined): number {
  if (steps !== undefined) {
    for (let at = 0; at < asked.steps.length; at++) {
      const { step, weight } = asked.steps[at] as StepWeight;
      steps[step] = (steps[step] as number) + weight * worth;
    }
  }
  return asked.weight * worth;
}
