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

  async take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn();
    try {
      if (turn !== undefined) await turn;
      const room = this.#room();
      if (room !== undefined) await room;
      return await work();
    } finally {
      this.#giveBack();
    }
  }

  #turn(): Promise<void> | undefined {
    if (this.#free > 0) {
      this.#free--;
      return undefined;
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #giveBack(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free++;
    else next();
  }
}
