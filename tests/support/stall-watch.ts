const INTERVAL_MS = 20;

/** Measures how long this process is held up at a time. */
export class StallWatch {
  #last = performance.now();
  #longest = 0;
  readonly #timer = setInterval(() => this.#tick(), INTERVAL_MS);

  /** Milliseconds of the longest stall. */
  stop(): number {
    this.#tick();
    clearInterval(this.#timer);
    return this.#longest;
  }

  #tick(): void {
    const now = performance.now();
    this.#longest = Math.max(this.#longest, now - this.#last - INTERVAL_MS);
    this.#last = now;
  }
}
