import type { SearchIndex } from "./search-index.js";
import { isCjk } from "./split-words.js";

const MIN_LENGTH = 4;
const MIN_LENGTH_FOR_TWO = 9;
const MIN_PREFIX = 3;
const MIN_PART = 3;
const MAX_FOUND = 3;
/** A character alone stands for the pairs that have it: those of a language without blanks. */
const MAX_PAIRS = 100;
const PLAIN = /^[\p{L}\p{M}]+$/u;

/** Words with the letters they have as bits: most pairs of words differ in those already. */
interface Bucket {
  readonly words: number[];
  readonly letters: number[];
}

const NO_WORDS: Bucket = { words: [], letters: [] };

/**
 * Finds the words of the index that an unknown word may stand for: those one slip of the keyboard away,
 * or the two that it is made of, or those that begin with it, or those two slips away. One Chinese,
 * Japanese or Korean character stands for all pairs that have it.
 */
export class NearWords {
  readonly #index: SearchIndex;
  /** Words by their length and their first letter. */
  readonly #byLength: Map<string, Bucket>[] = [];
  readonly #byBeginning = new Map<string, number[]>();
  readonly #pairsByCharacter = new Map<string, number[]>();
  #known = 0;

  constructor(index: SearchIndex) {
    this.#index = index;
  }

  /** Word numbers; none if there is nothing like it. */
  find(word: string): number[] {
    if (word.length === 1 && isCjk(word)) return this.#pairsWith(word);
    if (word.length < MIN_PREFIX || !PLAIN.test(word)) return [];
    this.#readNewWords();
    if (word.length >= MIN_LENGTH) {
      const one = this.#within(word, 1);
      if (one.length > 0) return one;
    }
    const parts = this.#partsOf(word);
    if (parts.length > 0) return parts;
    const longer = this.#beginningWith(word);
    if (longer.length > 0 || word.length < MIN_LENGTH_FOR_TWO) return longer;
    return this.#within(word, 2);
  }

  #within(word: string, limit: 1 | 2): number[] {
    const found: number[] = [];
    const letters = lettersOf(word);
    for (let length = word.length - limit; length <= word.length + limit; length++) {
      const buckets = this.#byLength[length];
      if (buckets === undefined) continue;
      // Of two slips hardly ever one is in the first letter.
      const likely = limit === 1 ? buckets.values() : [buckets.get(word.charAt(0)) ?? NO_WORDS];
      for (const bucket of likely) this.#search(bucket, word, letters, limit, found);
    }
    return this.#mostCommon(found);
  }

  #search(
    { words, letters }: Bucket,
    word: string,
    wanted: number,
    limit: 1 | 2,
    found: number[],
  ): void {
    for (let at = 0; at < words.length; at++) {
      // One slip changes two bits at most, and taking off the lowest bit twice leaves none of two.
      let different = wanted ^ (letters[at] as number);
      different &= different - 1;
      different &= different - 1;
      if (different !== 0) {
        if (limit === 1) continue;
        different &= different - 1;
        different &= different - 1;
        if (different !== 0) continue;
      }
      const number = words[at] as number;
      const known = this.#index.vocabulary.words[number] as string;
      if (this.#isInUse(number) && isWithin(word, known, limit)) found.push(number);
    }
  }

  #beginningWith(word: string): number[] {
    const beginning = this.#byBeginning.get(word.slice(0, MIN_PREFIX)) ?? [];
    return this.#mostCommon(
      beginning.filter((number) => {
        const known = this.#index.vocabulary.words[number] as string;
        return known.startsWith(word) && known.length <= 3 * word.length && this.#isInUse(number);
      }),
    );
  }

  #pairsWith(character: string): number[] {
    this.#readNewWords();
    const pairs = this.#pairsByCharacter.get(character) ?? [];
    return this.#mostCommon(
      pairs.filter((number) => this.#isInUse(number)),
      MAX_PAIRS,
    );
  }

  /** Two words written as one. */
  #partsOf(word: string): number[] {
    const { vocabulary } = this.#index;
    for (let at = MIN_PART; at <= word.length - MIN_PART; at++) {
      const first = vocabulary.wordNumber(word.slice(0, at));
      if (first < 0 || !this.#isInUse(first)) continue;
      const second = vocabulary.wordNumber(word.slice(at));
      if (second >= 0 && this.#isInUse(second)) return [first, second];
    }
    return [];
  }

  #mostCommon(numbers: number[], count: number = MAX_FOUND): number[] {
    const { vocabulary } = this.#index;
    const frequency = (number: number): number =>
      this.#index.frequencyOf(this.#index.stemOf(number));
    const text = (number: number): string => vocabulary.words[number] ?? "";
    return numbers
      .sort((a, b) => frequency(b) - frequency(a) || (text(a) < text(b) ? -1 : 1))
      .slice(0, count);
  }

  #isInUse(number: number): boolean {
    return this.#index.frequencyOf(this.#index.stemOf(number)) > 0;
  }

  #readNewWords(): void {
    const { vocabulary } = this.#index;
    for (; this.#known < vocabulary.words.length; this.#known++) {
      const word = vocabulary.words[this.#known] ?? "";
      if (vocabulary.isStopWord(this.#known) || !PLAIN.test(word)) continue;
      let buckets = this.#byLength[word.length];
      if (buckets === undefined) this.#byLength[word.length] = buckets = new Map();
      const bucket = buckets.get(word.charAt(0)) ?? { words: [], letters: [] };
      buckets.set(word.charAt(0), bucket);
      bucket.words.push(this.#known);
      bucket.letters.push(lettersOf(word));
      this.#enter(this.#byBeginning, word.slice(0, MIN_PREFIX));
      if (word.length !== 2 || !isCjk(word)) continue;
      for (const character of new Set(word)) this.#enter(this.#pairsByCharacter, character);
    }
  }

  /** The word that is being read. */
  #enter(map: Map<string, number[]>, key: string): void {
    const alike = map.get(key);
    if (alike === undefined) map.set(key, [this.#known]);
    else alike.push(this.#known);
  }
}

function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

/** Whether so many letters changed, added, left out or swapped with a neighbour make one the other. */
function isWithin(a: string, b: string, limit: number): boolean {
  return isRestWithin(a, 0, b, 0, limit);
}

function isRestWithin(a: string, fromA: number, b: string, fromB: number, limit: number): boolean {
  let [atA, atB] = [fromA, fromB];
  while (atA < a.length && atB < b.length && a.charCodeAt(atA) === b.charCodeAt(atB)) {
    atA++;
    atB++;
  }
  const [leftA, leftB] = [a.length - atA, b.length - atB];
  if (leftA === 0 || leftB === 0) return leftA + leftB <= limit;
  if (limit === 0) return false;
  const isSwapped = a[atA] === b[atB + 1] && a[atA + 1] === b[atB];
  return (
    (isSwapped && isRestWithin(a, atA + 2, b, atB + 2, limit - 1)) ||
    isRestWithin(a, atA + 1, b, atB + 1, limit - 1) ||
    isRestWithin(a, atA + 1, b, atB, limit - 1) ||
    isRestWithin(a, atA, b, atB + 1, limit - 1)
  );
}
