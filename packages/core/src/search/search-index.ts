import type { ToolInfo } from "../contract/executor-host.js";
import { PostingLists } from "./posting-lists.js";
import { FIELD_COUNT, WEIGHTS } from "./ranking-weights.js";
import { DocumentMaker, type ToolDocument } from "./tool-document.js";
import { Vocabulary } from "./vocabulary.js";

/** A tool and where it belongs. */
export interface IndexedTool {
  readonly tool: ToolInfo;
  readonly server: string;
}

const MAX_COUNT = 63;
const COUNT_BITS = 6;

/**
 * An inverted index of tools by the stems of their words (BM25F), to which tools are added and from
 * which they are removed one server at a time. Frequencies and mean lengths are exact at any time.
 */
export class SearchIndex {
  readonly vocabulary: Vocabulary = new Vocabulary();
  /** By document number; `undefined` where a tool was removed. */
  readonly tools: (IndexedTool | undefined)[] = [];
  readonly documents: (ToolDocument | undefined)[] = [];
  readonly #postings = new PostingLists();
  readonly #maker = new DocumentMaker(this.vocabulary);
  readonly #free: number[] = [];
  readonly #totals: number[] = new Array(FIELD_COUNT).fill(0);
  #size = 0;
  #version = 0;
  #lengths: Uint16Array = new Uint16Array(0);
  #norms: Float32Array = new Float32Array(0);
  #normsVersion = -1;
  #counts: Uint32Array = new Uint32Array(1024);
  #scores: Float64Array = new Float64Array(0);
  #marks: Int32Array = new Int32Array(0);

  /** Tools in the index. */
  get size(): number {
    return this.#size;
  }

  /** Adds the tools of one server; answers with their document numbers. */
  add(server: string, tools: readonly ToolInfo[]): number[] {
    this.#version++;
    return tools.map((tool) => {
      const number = this.#free.pop() ?? this.tools.length;
      const document = this.#maker.make(tool, server);
      this.tools[number] = { tool, server };
      this.documents[number] = document;
      this.#size++;
      this.#addLengths(number, document);
      this.#addPostings(number, document);
      return number;
    });
  }

  remove(numbers: readonly number[]): void {
    if (numbers.length === 0) return;
    this.#version++;
    const isGone = new Uint8Array(this.tools.length);
    const stems = new Set<number>();
    for (const number of numbers) {
      isGone[number] = 1;
      const document = this.documents[number] ?? [];
      for (let at = FIELD_COUNT; at < document.length; at++) {
        stems.add(this.stemOf(document[at] ?? 0));
      }
      this.#removeLengths(number);
      this.tools[number] = undefined;
      this.documents[number] = undefined;
      this.#free.push(number);
      this.#size--;
    }
    for (const stem of stems) this.#postings.remove(stem, isGone);
  }

  stemOf(word: number): number {
    return this.vocabulary.stemOf[word] ?? 0;
  }

  /** In how many tools a stem occurs. */
  frequencyOf(stem: number): number {
    return this.#postings.sizeOf(stem);
  }

  /** How rare, and so how telling, a stem is. */
  rarityOf(stem: number): number {
    const frequency = this.frequencyOf(stem);
    return Math.log(1 + (this.#size - frequency + 0.5) / (frequency + 0.5));
  }

  /** By document, what its having the stems is worth. The array is used again by the next call. */
  scores(terms: Iterable<{ stem: number; weight: number; rarity: number }>): Float64Array {
    if (this.#scores.length !== this.tools.length)
      this.#scores = new Float64Array(this.tools.length);
    const scores = this.#scores.fill(0);
    for (const { stem, weight, rarity } of terms) {
      const { documents, worth } = this.#reckoned(stem);
      const factor = weight * rarity;
      const start = this.#postings.startOf(stem);
      const end = start + this.#postings.sizeOf(stem);
      for (let at = start; at < end; at++) {
        const document = documents[at] as number;
        scores[document] = (scores[document] as number) + factor * (worth[at] as number);
      }
    }
    return scores;
  }

  /** An array with a place for each stem, all 0: whoever writes there puts the 0 back. */
  stemMarks(): Int32Array {
    const { length } = this.vocabulary.stems;
    if (this.#marks.length < length) this.#marks = new Int32Array(length + (length >> 1));
    return this.#marks;
  }

  /** By document and field: what one word there counts, for its field's weight and length. */
  norms(): Float32Array {
    if (this.#normsVersion !== this.#version) {
      this.#normsVersion = this.#version;
      this.#norms = this.#makeNorms();
    }
    return this.#norms;
  }

  /** The lists, with what entries are worth up to date for one stem. */
  #reckoned(stem: number): PostingLists {
    const lists = this.#postings;
    if (lists.versions[stem] === this.#version) return lists;
    lists.versions[stem] = this.#version;
    const norms = this.norms();
    const start = lists.startOf(stem);
    const end = start + lists.sizeOf(stem);
    for (let at = start; at < end; at++) {
      const document = lists.documents[at] as number;
      let counts = lists.counts[at] as number;
      let sum = 0;
      for (let field = 0; counts !== 0; field++, counts >>>= COUNT_BITS) {
        sum += (counts & MAX_COUNT) * (norms[document * FIELD_COUNT + field] as number);
      }
      lists.worth[at] = saturate(sum);
    }
    return lists;
  }

  #makeNorms(): Float32Array {
    const norms = new Float32Array(this.tools.length * FIELD_COUNT);
    for (let field = 0; field < FIELD_COUNT; field++) {
      const weight = WEIGHTS.field[field] ?? 0;
      const share = WEIGHTS.length[field] ?? 0;
      const mean = (this.#totals[field] ?? 0) / this.#size || 1;
      for (let at = field; at < norms.length; at += FIELD_COUNT) {
        norms[at] = weight / (1 - share + (share * (this.#lengths[at] ?? 0)) / mean);
      }
    }
    return norms;
  }

  #addLengths(number: number, document: ToolDocument): void {
    const needed = (number + 1) * FIELD_COUNT;
    if (this.#lengths.length < needed) {
      const grown = new Uint16Array(Math.max(needed, this.#lengths.length * 2));
      grown.set(this.#lengths);
      this.#lengths = grown;
    }
    let from = FIELD_COUNT;
    for (let field = 0; field < FIELD_COUNT; field++) {
      const to = document[field] ?? from;
      let length = 0;
      for (; from < to; from++) if (!this.vocabulary.isStopWord(document[from] ?? 0)) length++;
      this.#lengths[number * FIELD_COUNT + field] = length;
      this.#totals[field] = (this.#totals[field] ?? 0) + length;
    }
  }

  #removeLengths(number: number): void {
    for (let field = 0; field < FIELD_COUNT; field++) {
      const at = number * FIELD_COUNT + field;
      this.#totals[field] = (this.#totals[field] ?? 0) - (this.#lengths[at] ?? 0);
      this.#lengths[at] = 0;
    }
  }

  #addPostings(number: number, document: ToolDocument): void {
    if (this.#counts.length < this.vocabulary.stems.length) {
      this.#counts = new Uint32Array(2 * this.vocabulary.stems.length);
    }
    const counts = this.#counts;
    const found: number[] = [];
    let at = FIELD_COUNT;
    for (let field = 0; field < FIELD_COUNT; field++) {
      const shift = COUNT_BITS * field;
      for (const to = document[field] ?? at; at < to; at++) {
        const stem = this.stemOf(document[at] as number);
        const before = counts[stem] as number;
        if (before === 0) found.push(stem);
        if (((before >>> shift) & MAX_COUNT) < MAX_COUNT) counts[stem] = before + (1 << shift);
      }
    }
    for (const stem of found) {
      this.#postings.add(stem, number, counts[stem] as number);
      counts[stem] = 0;
    }
  }
}

/** BM25's saturation of repeated words. */
export function saturate(sum: number): number {
  return (sum * (WEIGHTS.saturation + 1)) / (sum + WEIGHTS.saturation);
}
