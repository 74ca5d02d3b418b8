/** Bounds what is under way at once; the rest wait in the order in which they came. */
export class Turns {
  #free: number;
  readonly #room: () => Promise<void> | undefined;
  readonly #waiting: (() => void)[] = [];

  /** @param room asked in each turn: resolves when what comes of it can be taken. */
  constructor(limit: number, room: (() => Promise<void> | undefined) | undefined) {
    this.#free = limit;
    this.#room = room ?? (() => undefined);
  }

  /** Resolves when it is one's turn; `undefined` if it is now. It lasts until `leave`. */
  enter(): Promise<void> | undefined {
    // A limit need not be a whole number.
    if (this.#free < 1) return this.#wait();
    this.#free--;
    return this.#room();
  }

  leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free++;
    else next();
  }

  /** Lets in all who wait, at once: to find that nothing is to be done any more. */
  release(): void {
    for (const next of this.#waiting.splice(0)) next();
  }

  async #wait(): Promise<void> {
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
    await this.#room();
  }
}
