import { ToolweaveError } from "../errors/toolweave-error.js";

/** Bounds of what a {@link RecallStore} keeps; what is oldest makes way. */
export interface RecallLimits {
  /** Values kept at once. Default 100; with 0 nothing is kept. */
  maxEntries: number;
  /** Characters of their JSON texts together. Default 64 Mi. */
  maxCharacters: number;
}

/** How many handles an error names. */
const NAMED = 20;
/** Handles have seven digits at first: few enough to be copied, too many to be met by chance. */
const LEAST_NUMBER = 1_000_000;

/**
 * Values that a model saw cut, under handles by which code gets them back whole. They are kept as JSON
 * text, which takes a fraction of a value's memory, and which is what crosses to the sandbox anyway.
 */
export class RecallStore {
  readonly #limits: RecallLimits;
  /** By handle, oldest first. */
  readonly #texts = new Map<string, string>();
  #characters = 0;
  #last: number = firstNumber();

  constructor(limits: RecallLimits) {
    this.#limits = limits;
  }

  /** Keeps a JSON text and gives its handle; `undefined` for one beyond the limits. */
  keep(text: string): string | undefined {
    const { maxEntries, maxCharacters } = this.#limits;
    if (maxEntries < 1 || text.length > maxCharacters) return undefined;
    const handle = this.#remove(text) ?? `r${++this.#last}`;
    this.#texts.set(handle, text);
    this.#characters += text.length;
    for (const [oldest, { length }] of this.#texts) {
      if (this.#texts.size <= maxEntries && this.#characters <= maxCharacters) break;
      this.#texts.delete(oldest);
      this.#characters -= length;
    }
    return handle;
  }

  has(handle: string): boolean {
    return this.#texts.has(handle);
  }

  /** @throws ToolweaveError `RECALL_UNKNOWN`, naming the handles there are. */
  recall(handle: string): string {
    const text = this.#texts.get(handle);
    if (text !== undefined) return text;
    const newest = [...this.#texts.keys()].reverse();
    const more = newest.length > NAMED ? ", …" : "";
    const kept =
      newest.length === 0
        ? "Nothing is kept at present: only what was cut in an answer of execute_code is."
        : `Kept are ${newest.slice(0, NAMED).join(", ")}${more}; the oldest make way for new ones.`;
    const given = JSON.stringify(handle.length > 40 ? `${handle.slice(0, 40)}…` : handle);
    // What is no text arrives as an empty one.
    const problem =
      handle === ""
        ? 'recall(…) takes a handle that an answer has named, as a text such as "r12".'
        : `recall(${given}): there is no such handle.`;
    const message = `${problem} ${kept}`;
    throw new ToolweaveError("RECALL_UNKNOWN", message, { details: { handle: given } });
  }

  /** A value that is shown once more, such as one just recalled, needs no second place. */
  #remove(text: string): string | undefined {
    for (const [handle, known] of this.#texts) {
      if (known !== text) continue;
      this.#texts.delete(handle);
      this.#characters -= text.length;
      return handle;
    }
    return undefined;
  }
}

/**
 * Drawn for each store: a conversation may outlive the process, and a handle that it still names must be unknown
 * to the next, where counting from 1 would give it another value.
 */
function firstNumber(): number {
  const [number = 0] = globalThis.crypto.getRandomValues(new Uint32Array(1));
  return LEAST_NUMBER + (number % (9 * LEAST_NUMBER));
}
