import type { SearchIndex } from "./search-index.js";

const MIN_LENGTH = 4;
const MIN_LENGTH_FOR_TWO = 9;
const MIN_PREFIX = 3;
const MIN_PART = 3;
const MAX_FOUND = 3;
const PLAIN = /^\p{L}+$/u;

/**
 * Finds the words of the index that an unknown word may stand for: those one slip of the keyboard away,
 * or the two that it is made of, or those that begin with it, or those two slips away.
 */
export class NearWords {
  readonly #index: SearchIndex;
  /** Words by their length, with the letters they have as bits: most pairs differ in those already. */
  readonly #byLength: { words: number[]; letters: number[] }[] = [];
  readonly #byBeginning = new Map<string, number[]>();
  #known = 0;

  constructor(index: SearchIndex) {
    this.#index = index;
  }

  /** Word numbers; none if there is nothing like it. */
  find(word: string): number[] {
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

  #within(word: string, limit: number): number[] {
    const letters = lettersOf(word);
    const found: number[] = [];
    for (let length = word.length - limit; length <= word.length + limit; length++) {
      const bucket = this.#byLength[length];
      if (bucket === undefined) continue;
      for (let at = 0; at < bucket.words.length; at++) {
        if (bitCount(letters ^ (bucket.letters[at] as number)) > 2 * limit) continue;
        const number = bucket.words[at] as number;
        if (!this.#isInUse(number)) continue;
        if (isWithin(word, this.#index.vocabulary.words[number] as string, limit)) {
          found.push(number);
        }
      }
    }
    return this.#mostCommon(found);
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

  #mostCommon(numbers: number[]): number[] {
    const { vocabulary } = this.#index;
    const frequency = (number: number): number =>
      this.#index.frequencyOf(this.#index.stemOf(number));
    const text = (number: number): string => vocabulary.words[number] ?? "";
    return numbers
      .sort((a, b) => frequency(b) - frequency(a) || (text(a) < text(b) ? -1 : 1))
      .slice(0, MAX_FOUND);
  }

  #isInUse(number: number): boolean {
    return this.#index.frequencyOf(this.#index.stemOf(number)) > 0;
  }

  #readNewWords(): void {
    const { vocabulary } = this.#index;
    for (; this.#known < vocabulary.words.length; this.#known++) {
      const word = vocabulary.words[this.#known] ?? "";
      if (vocabulary.isStopWord(this.#known) || !PLAIN.test(word)) continue;
      let bucket = this.#byLength[word.length];
      if (bucket === undefined) this.#byLength[word.length] = bucket = { words: [], letters: [] };
      bucket.words.push(this.#known);
      bucket.letters.push(lettersOf(word));
      const beginning = word.slice(0, MIN_PREFIX);
      const alike = this.#byBeginning.get(beginning);
      if (alike === undefined) this.#byBeginning.set(beginning, [this.#known]);
      else alike.push(this.#known);
    }
  }
}

function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

function bitCount(bits: number): number {
  let left = bits - ((bits >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return Math.imul((left + (left >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Whether so many letters changed, added, left out or swapped with a neighbour make one the other. */
function isWithin(a: string, b: string, limit: number): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const left = [endA - start, endB - start] as const;
  if (left[0] === 0 || left[1] === 0) return Math.max(...left) <= limit;
  if (limit <= 0) return false;
  const restA = a.slice(start, endA);
  const restB = b.slice(start, endB);
  if (restA.length > 1 && restA[0] === restB[1] && restA[1] === restB[0]) {
    if (isWithin(restA.slice(2), restB.slice(2), limit - 1)) return true;
  }
  return (
    isWithin(restA.slice(1), restB.slice(1), limit - 1) ||
    isWithin(restA.slice(1), restB, limit - 1) ||
    isWithin(restA, restB.slice(1), limit - 1)
  );
}
