import { MAX_TIMER_MS } from "../protocol/max-timer.js";

/** A deadline whose clock stands still while somebody holds it. */
export class ExecutionClock {
  readonly #onLate: () => void;
  #left: number;
  #since = 0;
  #holds = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ms: number, onLate: () => void) {
    this.#left = Math.min(ms, MAX_TIMER_MS);
    this.#onLate = onLate;
    this.#run();
  }

  /** Holds the clock, or lets go of it; it runs when nobody holds it. */
  hold(held: boolean): void {
    this.#holds += held ? 1 : -1;
    if (held && this.#holds === 1) {
      this.stop();
      this.#left -= performance.now() - this.#since;
    } else if (!held && this.#holds === 0) this.#run();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #run(): void {
    this.#since = performance.now();
    this.#timer = setTimeout(this.#onLate, Math.max(this.#left, 0));
  }
}
