/** Carries chunks in one direction, in order, each a given time after it was sent. */
export class DelayLine {
  readonly #deliver: (chunk: Buffer | null) => void;
  readonly #latencyMs: () => number;
  #underway: { readonly chunk: Buffer | null; readonly due: number }[] = [];
  #timer: NodeJS.Timeout | undefined;
  #isHeld = false;

  /** `deliver` gets every chunk, and null after the last. */
  constructor(deliver: (chunk: Buffer | null) => void, latencyMs: () => number) {
    this.#deliver = deliver;
    this.#latencyMs = latencyMs;
  }

  send(chunk: Buffer | null): void {
    const latency = this.#latencyMs();
    if (latency <= 0 && this.#underway.length === 0 && !this.#isHeld) {
      this.#deliver(chunk);
      return;
    }
    this.#underway.push({ chunk, due: performance.now() + latency });
    this.#arm();
  }

  /** Carries nothing until `release`. */
  hold(): void {
    this.#isHeld = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  release(): void {
    this.#isHeld = false;
    this.#arm();
  }

  /** Forgets what is under way. */
  destroy(): void {
    this.hold();
    this.#underway = [];
  }

  #arm(): void {
    const first = this.#underway[0];
    if (first === undefined || this.#isHeld || this.#timer !== undefined) return;
    const wait = Math.max(0, first.due - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#deliverDue();
    }, wait);
  }

  #deliverDue(): void {
    // A timer may fire a fraction of a millisecond early.
    const now = performance.now() + 0.5;
    while (!this.#isHeld) {
      const first = this.#underway[0];
      if (first === undefined || first.due > now) break;
      this.#underway.shift();
      this.#deliver(first.chunk);
    }
    this.#arm();
  }
}
