import type { Position } from "./compiled-code.js";

/** The place of a character offset. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: offset - lineStart + 1 };
}

interface Insertion {
  readonly at: Position;
  readonly length: number;
}

/** A text with insertions that hold no line break, and the way back from its places to the original. */
export class EditedText {
  #text: string;
  readonly #original: string;
  readonly #insertions: (Insertion & { readonly offset: number })[] = [];

  constructor(text: string) {
    this.#text = text;
    this.#original = text;
  }

  get text(): string {
    return this.#text;
  }

  /** Inserts before the character that stands at `offset` in the original. */
  insert(offset: number, piece: string): void {
    let shifted = offset;
    for (const done of this.#insertions) if (done.offset <= offset) shifted += done.length;
    this.#text = this.#text.slice(0, shifted) + piece + this.#text.slice(shifted);
    const at = positionAt(this.#original, offset);
    this.#insertions.push({ offset, at, length: piece.length });
  }

  /** Where a place of the edited text stands in the original. */
  locate({ line, column }: Position): Position {
    let original = column;
    const onLine = this.#insertions.filter(({ at }) => at.line === line);
    for (const { at, length } of onLine.sort((a, b) => a.offset - b.offset)) {
      if (original >= at.column + length) original -= length;
      else if (original > at.column) original = at.column;
    }
    return { line, column: original };
  }
}
