/**
 * Gives the answers of a record in the order in which they were given: the order decides which of the
 * code's parallel branches goes on first, and so how it numbers its further calls.
 */
export class ReplayOrder {
  /** Resolves when every call of the record has been made again. */
  readonly allArrived: Promise<void>;
  readonly #sequence: readonly number[];
  readonly #missing: Set<number>;
  readonly #turns = new Map<number, () => void>();
  #resolveArrived: () => void = () => {};
  #next = 0;

  constructor(sequence: readonly number[]) {
    this.#sequence = sequence;
    this.#missing = new Set(sequence.filter((step) => step > 0));
    this.allArrived = new Promise((resolve) => {
      this.#resolveArrived = resolve;
    });
    if (this.#missing.size === 0) this.#resolveArrived();
  }

  /** The first call of the record that has not been made again. */
  firstMissing(): number | undefined {
    return [...this.#missing][0];
  }

  arrived(id: number): void {
    this.#missing.delete(id);
    if (this.#missing.size === 0) this.#resolveArrived();
    this.#advance();
  }

  /** Resolves when the answer to a call is to be given. */
  turnOf(id: number): Promise<void> {
    return new Promise((resolve) => {
      this.#turns.set(id, resolve);
      // Whoever has the next turn waits already, and would go on before a caller that does not wait yet.
      queueMicrotask(() => this.#advance());
    });
  }

  #advance(): void {
    for (; this.#next < this.#sequence.length; this.#next++) {
      const step = this.#sequence[this.#next] as number;
      if (step > 0) {
        if (this.#missing.has(step)) return;
        continue;
      }
      const give = this.#turns.get(-step);
      if (give === undefined) return;
      give();
    }
  }
}
