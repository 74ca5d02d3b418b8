// Not the global ones: where a test fakes those, nothing would go on, and a jsdom has others.
import { clearTimeout, setTimeout } from "node:timers";

/** A while in which what has just failed is not tried again. Keeps no program alive. */
export class HoldOff {
  readonly #ms: number;
  readonly #onOver: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(ms: number, onOver: () => void) {
    this.#ms = ms;
    this.#onOver = onOver;
  }

  get isOn(): boolean {
    return this.#timer !== undefined;
  }

  /** Begins it, or begins it anew. */
  begin(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#onOver();
    }, this.#ms).unref();
  }

  /** Ends it without a word. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
