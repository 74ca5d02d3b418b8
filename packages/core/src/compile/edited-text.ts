import type { Position } from "./compiled-code.js";
import { TextLines } from "./text-lines.js";

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly piece: string;
}

/** A text with parts of it replaced, and the way back from its places to the original. */
export class EditedText {
  readonly #original: string;
  readonly #edits: Edit[] = [];
  #applied: { readonly edits: readonly Edit[]; readonly text: string } | undefined;
  #lines: { readonly edited: TextLines; readonly original: TextLines } | undefined;

  constructor(text: string) {
    this.#original = text;
  }

  get text(): string {
    return this.#apply().text;
  }

  /** Inserts before the character that stands at `offset` in the original. */
  insert(offset: number, piece: string): void {
    this.replace(offset, offset, piece);
  }

  /** Puts a piece for what stands from `start` to `end` in the original; replaced parts do not overlap. */
  replace(start: number, end: number, piece: string): void {
    this.#edits.push({ start, end, piece });
    this.#applied = undefined;
    this.#lines = undefined;
  }

  /** Where a place of the edited text stands in the original; `undefined` for places outside the text. */
  locate(position: Position): Position | undefined {
    const { edits, text } = this.#apply();
    this.#lines ??= { edited: new TextLines(text), original: new TextLines(this.#original) };
    const offset = this.#lines.edited.offsetAt(position);
    if (offset === undefined) return undefined;
    let shift = 0;
    for (const { start, end, piece } of edits) {
      if (offset < start + shift) break;
      if (offset < start + shift + piece.length) return this.#lines.original.positionAt(start);
      shift += piece.length - (end - start);
    }
    return this.#lines.original.positionAt(offset - shift);
  }

  #apply(): { readonly edits: readonly Edit[]; readonly text: string } {
    if (this.#applied !== undefined) return this.#applied;
    // The sort is stable: of two insertions at one place the earlier one comes first.
    const edits = this.#edits.toSorted((a, b) => a.start - b.start);
    const pieces: string[] = [];
    let done = 0;
    for (const { start, end, piece } of edits) {
      pieces.push(this.#original.slice(done, start), piece);
      done = end;
    }
    pieces.push(this.#original.slice(done));
    this.#applied = { edits, text: pieces.join("") };
    return this.#applied;
  }
}
