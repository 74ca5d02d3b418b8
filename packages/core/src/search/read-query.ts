import { WEIGHTS } from "./ranking-weights.js";
import { splitWords } from "./split-words.js";
import { STOP_WORDS } from "./stop-words.js";
import { findEntity } from "./text-entities.js";

/** A word of a query. */
export interface QueryWord {
  readonly word: string;
  /** 1 for a plain word, less for one that is likely a value. */
  readonly weight: number;
  /** True if it comes right after the word before, words of grammar aside. */
  readonly follows: boolean;
}

/** A sentence of a query: in a task of several steps, likely one of them. */
export type QueryStep = readonly QueryWord[];

const MAX_HALF = 8_000;
const MAX_STEPS = 24;
const QUOTED =
  /"([^"\n]{1,80})"|“([^”\n]{1,80})”|`([^`\n]{1,80})`|(?<![\p{L}\p{N}])'([^'\n]{1,80})'(?![\p{L}\p{N}])/gu;
/** Most pieces, which need no closer look. */
const PLAIN = /^[a-z]+$/i;
const OPENING = /^[("'“‘`[{<*]+/;
const CLOSING = /[)"'”’`\]}>*.,!?;:…。！？；，、]+$/;
const STEP_END = /[.!?;:。！？；]["')\]”’`*]*$/;

/** Reads the words of a query, sentence by sentence. A query of words of grammar alone keeps them. */
export function readQuery(text: string): QueryStep[] {
  const reader = new QueryReader();
  for (const line of clip(text).split(/[\n\r]+/)) {
    let at = 0;
    for (const quote of line.matchAll(QUOTED)) {
      reader.read(line.slice(at, quote.index), 1);
      reader.read(quote[0].slice(1, -1), WEIGHTS.quoted);
      at = quote.index + quote[0].length;
    }
    reader.read(line.slice(at), 1);
    reader.endStep();
  }
  return reader.steps();
}

/** A long text says what it wants at its beginning or at its end. */
function clip(text: string): string {
  const short =
    text.length <= 2 * MAX_HALF ? text : `${text.slice(0, MAX_HALF)}\n${text.slice(-MAX_HALF)}`;
  return short.replace(/[。！？；]/g, "$& ");
}

class QueryReader {
  readonly #steps: QueryWord[][] = [];
  readonly #grammar: QueryWord[] = [];
  #step: QueryWord[] = [];
  #follows = false;

  read(text: string, weight: number): void {
    for (const piece of text.split(/\s+/)) {
      if (piece === "") continue;
      if (PLAIN.test(piece)) {
        this.#add(piece, weight);
        continue;
      }
      this.#readPiece(piece.replace(OPENING, "").replace(CLOSING, ""), weight);
      if (STEP_END.test(piece)) this.endStep();
    }
  }

  endStep(): void {
    this.#follows = false;
    if (this.#step.length > 0 && this.#steps.length < MAX_STEPS) this.#steps.push(this.#step);
    else if (this.#step.length > 0) this.#steps.at(-1)?.push(...this.#step);
    this.#step = [];
  }

  steps(): QueryStep[] {
    if (this.#steps.length > 0) return this.#steps;
    return this.#grammar.length > 0 ? [this.#grammar] : [];
  }

  #readPiece(piece: string, weight: number): void {
    const entity = findEntity(piece);
    if (entity === undefined) {
      this.#add(piece, weight);
      return;
    }
    const { kind, text, isHost } = entity;
    this.#follows = false;
    this.#add(kind, WEIGHTS.entityKind);
    this.#follows = false;
    this.#add(text, isHost ? WEIGHTS.hostName : WEIGHTS.fileName);
    this.#follows = false;
  }

  #add(text: string, weight: number): void {
    splitWords(text, (source, from, to) => {
      const word = source.slice(from, to).toLowerCase();
      if (STOP_WORDS.has(word)) {
        this.#grammar.push({ word, weight: 1, follows: true });
        return;
      }
      this.#step.push({ word, weight, follows: this.#follows });
      this.#follows = true;
    });
  }
}
