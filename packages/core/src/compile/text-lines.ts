import type { Position } from "./compiled-code.js";

/**
 * The lines of a text, which end with a line feed and with nothing else. Editors take U+2028 and U+2029
 * for characters like any other, though they end lines in JavaScript, and so do the places that people
 * and models are shown.
 */
export class TextLines {
  readonly #length: number;
  /** Where each line begins. */
  readonly #starts: number[] = [0];

  constructor(text: string) {
    this.#length = text.length;
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) {
      this.#starts.push(at + 1);
    }
  }

  /** The place of the character at an offset. */
  positionAt(offset: number): Position {
    let [line, end] = [0, this.#starts.length];
    while (end - line > 1) {
      const middle = (line + end) >> 1;
      if (this.#startOf(middle) <= offset) line = middle;
      else end = middle;
    }
    return { line: line + 1, column: offset - this.#startOf(line) + 1 };
  }

  /** The offset of a place, which is the end of its line where its column lies beyond; `undefined` outside. */
  offsetAt({ line, column }: Position): number | undefined {
    if (line < 1 || line > this.#starts.length || column < 1) return undefined;
    const end = line < this.#starts.length ? this.#startOf(line) - 1 : this.#length;
    return Math.min(this.#startOf(line - 1) + column - 1, end);
  }

  #startOf(index: number): number {
    return this.#starts[index] as number;
  }
}
