const INTERVAL_MS = 20;

/** How many times as long as alone a process may take on a machine that is busy with others. */
const SHARE = 5;

/**
 * Measures how long this process is held up at a time. Time in which the machine did something else
 * is no stall of its own: what it did not compute itself counts a fifth.
 */
export class StallWatch {
  #last = performance.now();
  #used = process.cpuUsage();
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
    const { user, system } = process.cpuUsage(this.#used);
    const passed = now - this.#last - INTERVAL_MS;
    const own = Math.min(passed, (user + system) / 1_000);
    this.#longest = Math.max(this.#longest, own, passed / SHARE);
    this.#last = now;
    this.#used = process.cpuUsage();
  }
}
