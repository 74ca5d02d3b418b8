/** Counts what is still under way for those who have given up. */
export class UnclaimedWork {
  readonly #onChange: () => void;
  #count = 0;

  /** @param onChange told when there is more or less of it. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get count(): number {
    return this.#count;
  }

  /** What comes of the work, which goes on when the signal of whoever wants it aborts. */
  async follow<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
    let unclaimed = 0;
    const giveUp = (): void => {
      unclaimed = 1;
      this.#change(1);
    };
    if (signal.aborted) giveUp();
    else signal.addEventListener("abort", giveUp, { once: true });
    try {
      return await work;
    } finally {
      signal.removeEventListener("abort", giveUp);
      this.#change(-unclaimed);
    }
  }

  #change(by: number): void {
    if (by === 0) return;
    this.#count += by;
    this.#onChange();
  }
}
