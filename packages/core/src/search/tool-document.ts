import type { ToolInfo } from "../contract/executor-host.js";
import { FIELD_COUNT, NAME, SERVER } from "./ranking-weights.js";
import { splitWords } from "./split-words.js";
import { readToolText } from "./tool-text.js";
import type { Vocabulary } from "./vocabulary.js";

const MAX_WORDS = 1_500;

/**
 * The words of a tool as numbers: first where each field ends, then the words themselves, field by
 * field. Words of grammar are kept in names only, where they may be all there is.
 */
export type ToolDocument = Uint32Array;

/** Makes documents, with room of its own to do so. */
export class DocumentMaker {
  readonly #vocabulary: Vocabulary;
  readonly #fields: Uint32Array[] = [];
  readonly #sizes: number[] = new Array(FIELD_COUNT).fill(0);
  #field = 0;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
    for (let field = 0; field < FIELD_COUNT; field++) this.#fields.push(new Uint32Array(MAX_WORDS));
  }

  make(tool: ToolInfo, server: string): ToolDocument {
    this.#sizes.fill(0);
    readToolText(tool, server, (field, text) => {
      this.#field = field;
      splitWords(text, this.#add);
    });
    const document = new Uint32Array(this.#sizes.reduce((sum, size) => sum + size, FIELD_COUNT));
    let end = FIELD_COUNT;
    for (let field = 0; field < FIELD_COUNT; field++) {
      const size = this.#sizes[field] as number;
      document.set((this.#fields[field] as Uint32Array).subarray(0, size), end);
      end += size;
      document[field] = end;
    }
    return document;
  }

  readonly #add = (text: string, from: number, to: number): void => {
    const word = this.#vocabulary.addWord(text, from, to);
    const field = this.#field;
    if (field !== NAME && field !== SERVER && this.#vocabulary.isStopWord(word)) return;
    const size = this.#sizes[field] as number;
    if (size === MAX_WORDS) return;
    (this.#fields[field] as Uint32Array)[size] = word;
    this.#sizes[field] = size + 1;
  };
}
