import type { NearWords } from "./near-words.js";
import { type Asked, ask, type QueryTerm, type ResolvedQuery } from "./query-terms.js";
import { WEIGHTS } from "./ranking-weights.js";
import type { QueryStep } from "./read-query.js";
import type { SearchIndex } from "./search-index.js";
import { stemWord } from "./stem-word.js";
import { SYNONYMS } from "./synonyms.js";

/** As many pairs as two words give that stand for three each. */
const MAX_NEIGHBOURS = 9;

/** Finds the stems for the words of a query: the words' own, and those of synonyms and near words. */
export function resolveQuery(
  steps: readonly QueryStep[],
  index: SearchIndex,
  nearWords: NearWords,
): ResolvedQuery {
  const resolver = new Resolver(index, nearWords);
  steps.forEach((step, number) => {
    resolver.addStep(step, number);
  });
  return resolver.finish(steps.length);
}

class Resolver {
  readonly #index: SearchIndex;
  readonly #nearWords: NearWords;
  readonly #terms: QueryTerm[] = [];
  readonly #termOf = new Map<number, number>();
  readonly #pairs: { first: number; second: number; weight: number; step: number }[] = [];
  readonly #unmatched = new Set<string>();
  readonly #weights = new Map<string, number>();
  /** What a word came to before: queries repeat themselves. */
  readonly #near = new Map<string, number[]>();

  constructor(index: SearchIndex, nearWords: NearWords) {
    this.#index = index;
    this.#nearWords = nearWords;
  }

  addStep(step: QueryStep, number: number): void {
    let before: { word: string; terms: number[]; weight: number } | undefined;
    const found: { stem: number; weight: number; word: string; matched: boolean }[] = [];
    for (const { word, weight, follows } of step) {
      const stem = this.#index.vocabulary.stemNumberOf(word);
      if (!follows) before = undefined;
      const terms = this.#addWord(word, stem, weight, number);
      let matched = terms.length > 0;
      const firsts = before?.terms ?? [];
      // What stands for many words has no neighbours that would tell anything.
      const seconds = firsts.length * terms.length <= MAX_NEIGHBOURS ? terms : [];
      for (const second of seconds) {
        for (const first of firsts) {
          this.#pairs.push({
            first,
            second,
            weight: Math.min(before?.weight ?? 0, weight),
            step: number,
          });
        }
      }
      if (before !== undefined)
        matched = this.#addJoined(before.word + word, weight, number) || matched;
      found.push({ stem, weight, word, matched });
      before = { word, terms, weight };
    }
    for (const { stem, weight, word, matched } of found) {
      const hasSynonym = this.#addSynonyms(stem, word, weight, number);
      if (!matched && !hasSynonym && !/^\p{N}+$/u.test(word)) this.#unmatched.add(word);
    }
  }

  finish(stepCount: number): ResolvedQuery {
    const terms = this.#terms;
    const pairs = new Map<number, Asked>();
    for (const { first, second, weight, step } of this.#pairs) {
      const key = first * terms.length + second;
      const rarity = ((terms[first]?.rarity ?? 0) + (terms[second]?.rarity ?? 0)) / 2;
      const pair = pairs.get(key) ?? { rarity, weight: 0, steps: [] };
      ask(pair, WEIGHTS.pair * weight, step);
      pairs.set(key, pair);
    }
    const wordWeights = [...this.#weights.values()].sort((a, b) => b - a);
    return { terms, pairs, stepCount, unmatched: [...this.#unmatched], wordWeights };
  }

  #addWord(word: string, stem: number, weight: number, step: number): number[] {
    const index = this.#index;
    if (index.frequencyOf(stem) > 0) {
      this.#weigh(word, weight * index.rarityOf(stem));
      return [this.#addTerm(stem, weight, step, index.vocabulary.wordNumber(word))];
    }
    this.#weigh(word, weight * index.rarityOf(-1));
    let near = this.#near.get(word);
    if (near === undefined) {
      near = this.#nearWords.find(word);
      this.#near.set(word, near);
    }
    return near.map((number) =>
      this.#addTerm(index.stemOf(number), weight * WEIGHTS.nearWord, step, number),
    );
  }

  #addJoined(word: string, weight: number, step: number): boolean {
    const number = this.#index.vocabulary.wordNumber(word);
    if (number < 0 || this.#index.frequencyOf(this.#index.stemOf(number)) === 0) return false;
    this.#addTerm(this.#index.stemOf(number), weight * WEIGHTS.joinedWord, step, number);
    return true;
  }

  #addSynonyms(stem: number, word: string, weight: number, step: number): boolean {
    let found = false;
    const text = this.#index.vocabulary.stems[stem] ?? stemWord(word);
    for (const synonym of SYNONYMS.get(text) ?? []) {
      const number = this.#index.vocabulary.stemNumber(synonym);
      if (this.#index.frequencyOf(number) === 0) continue;
      found = true;
      const known = this.#termOf.get(number);
      // A word that stands there itself is worth more than as a synonym.
      if (known !== undefined && this.#terms[known]?.steps.at(-1)?.step === step) continue;
      this.#addTerm(number, weight * WEIGHTS.synonym, step, -1);
    }
    return found;
  }

  #addTerm(stem: number, weight: number, step: number, word: number): number {
    let number = this.#termOf.get(stem);
    if (number === undefined) {
      number = this.#terms.length;
      this.#termOf.set(stem, number);
      const rarity = this.#index.rarityOf(stem);
      this.#terms.push({ stem, rarity, word, weight: 0, steps: [] });
    }
    const term = this.#terms[number] as QueryTerm;
    if (term.word < 0) term.word = word;
    ask(term, weight, step);
    return number;
  }

  #weigh(word: string, weight: number): void {
    this.#weights.set(word, Math.max(weight, this.#weights.get(word) ?? 0));
  }
}
