interface PendingAnswer {
  resolve(value: Uint8Array): void;
  reject(error: unknown): void;
}

/** What a worker was asked that has not been answered, in the order in which it answers. */
export class PendingAnswers {
  readonly #pending: PendingAnswer[] = [];

  get isEmpty(): boolean {
    return this.#pending.length === 0;
  }

  /** Resolves, or rejects, with the next answer that is nobody else's. */
  wait(): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      this.#pending.push({ resolve, reject });
    });
  }

  resolve(value: Uint8Array): void {
    this.#pending.shift()?.resolve(value);
  }

  reject(error: unknown): void {
    this.#pending.shift()?.reject(error);
  }

  rejectAll(error: () => unknown): void {
    for (const { reject } of this.#pending.splice(0)) reject(error());
  }
}
