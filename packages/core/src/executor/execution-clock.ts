import { nextTurn } from "../protocol/in-slices.js";
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
    this.#timer = undefined;
  }

  #run(): void {
    this.#since = performance.now();
    const timer = setTimeout(() => void this.#expire(timer), Math.max(this.#left, 0));
    this.#timer = timer;
  }

  /** A host that was held up itself reads what has arrived meanwhile before it judges. */
  async #expire(timer: ReturnType<typeof setTimeout>): Promise<void> {
    await nextTurn();
    if (this.#timer === timer) this.#onLate();
  }
}
