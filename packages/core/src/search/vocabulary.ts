import { stemWord } from "./stem-word.js";
import { STOP_WORDS } from "./stop-words.js";
import { WordTable } from "./word-table.js";

const STOP_WORD_COUNT = STOP_WORDS.size;

/** Gives every word, and every stem, a small number. A word that is gone from all tools keeps its own. */
export class Vocabulary {
  readonly #words = new WordTable();
  readonly #stemNumbers = new Map<string, number>();
  /** By number of a word, the number of its stem. */
  readonly stemOf: number[] = [];
  /** By number of a stem. */
  readonly stems: string[] = [];

  constructor() {
    for (const word of STOP_WORDS) this.addWord(word);
  }

  /** By number. */
  get words(): readonly string[] {
    return this.#words.words;
  }

  /** The number of the word from `from` to `to`, a new one if need be. */
  addWord(text: string, from?: number, to?: number): number {
    const number = this.#words.add(text, from, to);
    if (number === this.stemOf.length) {
      const stem = stemWord(this.words[number] as string);
      let stemNumber = this.#stemNumbers.get(stem);
      if (stemNumber === undefined) {
        stemNumber = this.stems.length;
        this.stems.push(stem);
        this.#stemNumbers.set(stem, stemNumber);
      }
      this.stemOf.push(stemNumber);
    }
    return number;
  }

  /** The number of a word that some tool has had, or -1. */
  wordNumber(word: string): number {
    return this.#words.find(word);
  }

  /** The number of a stem that some tool has had, or -1. */
  stemNumber(stem: string): number {
    return this.#stemNumbers.get(stem) ?? -1;
  }

  /** The number of the stem of any word, or -1. */
  stemNumberOf(word: string): number {
    const number = this.wordNumber(word);
    return number < 0 ? this.stemNumber(stemWord(word)) : (this.stemOf[number] as number);
  }

  isStopWord(word: number): boolean {
    return word < STOP_WORD_COUNT;
  }
}
