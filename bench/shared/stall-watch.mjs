import { setTimeout as sleep } from "node:timers/promises";

const TICK_MS = 1;

/** Finds the longest time in which the host's event loop did not turn. */
export class StallWatch {
  #longestMs = 0;
  #last = 0;
  /** @type {NodeJS.Timeout | undefined} */
  #ticker;

  start() {
    this.#last = performance.now();
    this.#ticker = setInterval(() => this.#tick(), TICK_MS);
  }

  /** Waits for one more turn, so that a stall that has only just ended is seen; resolves with the longest. */
  async stop() {
    await sleep(TICK_MS);
    this.#tick();
    clearInterval(this.#ticker);
    return this.#longestMs;
  }

  #tick() {
    const now = performance.now();
    this.#longestMs = Math.max(this.#longestMs, now - this.#last - TICK_MS);
    this.#last = now;
  }
}
