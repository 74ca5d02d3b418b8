/** A tool in its place. */
export interface RankedTool {
  readonly document: number;
  /** From 0 to 1; never more than that of the tool before. */
  readonly score: number;
}

/** Takes tools in their order, each once. A tool that was taken has a score of 0 from then on. */
export class RankedList {
  readonly tools: RankedTool[] = [];
  /** Those that no word of the query has found. */
  readonly unscored: RankedTool[] = [];
  readonly #taken = new Set<number>();
  readonly #scores: Float64Array;
  readonly #allowed: Uint8Array | undefined;
  readonly #minScore: number;
  #last = 1;

  constructor(scores: Float64Array, allowed: Uint8Array | undefined, minScore: number) {
    this.#scores = scores;
    this.#allowed = allowed;
    this.#minScore = minScore;
  }

  take(document: number, score: number): void {
    if (this.#taken.has(document)) return;
    if (this.#allowed !== undefined && this.#allowed[document] !== 1) return;
    this.#taken.add(document);
    const isUnscored = this.#scores[document] === 0;
    this.#scores[document] = 0;
    if (score < this.#minScore) return;
    this.#last = Math.min(this.#last, score);
    const tool = { document, score: this.#last };
    this.tools.push(tool);
    if (isUnscored) this.unscored.push(tool);
  }
}
