import { clearTimeout, setTimeout } from "node:timers";
import type { SandboxSpec } from "../contract/executor.js";
import { MAX_TIMER_MS } from "../protocol/max-timer.js";

/** Holds the clock of one who waits, or lets it run. */
type HoldClock = SandboxSpec["holdClock"];

interface Waiter<T> {
  readonly holdClock: HoldClock;
  resolve(value: T): void;
  reject(error: unknown): void;
}

/** A bounded queue: who came first is served first, and who gives up leaves without a trace. */
export class FairQueue<T> {
  #waiters = new Set<Waiter<T>>();
  readonly #limit: number;
  #expected = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get length(): number {
    return this.#waiters.size;
  }

  /** True if nobody more may join: `served` of those in it wait for nothing but a start. */
  isFull(served: number): boolean {
    return this.#waiters.size >= this.#limit + served;
  }

  /**
   * Resolves at one's turn; rejects with the signal's reason when it aborts. Keeps the host alive. The clock is
   * held until {@link expect} lets it run. With `ahead` one is the first: whose turn it has been, and came to nothing.
   */
  join(
    signal: AbortSignal,
    holdClock?: HoldClock,
    { ahead = false }: { readonly ahead?: boolean } = {},
  ): Promise<T> {
    // Nobody would ever take what came of it.
    if (signal.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const keepAlive = setTimeout(() => {}, MAX_TIMER_MS);
      const over = (): void => {
        this.#waiters.delete(waiter);
        clearTimeout(keepAlive);
        signal.removeEventListener("abort", leave);
        this.expect(this.#expected);
      };
      const waiter: Waiter<T> = {
        holdClock,
        resolve(value) {
          over();
          resolve(value);
        },
        reject(error) {
          over();
          reject(error);
        },
      };
      const leave = (): void => waiter.reject(signal.reason);
      signal.addEventListener("abort", leave, { once: true });
      if (ahead) this.#waiters = new Set([waiter, ...this.#waiters]);
      else this.#waiters.add(waiter);
      holdClock?.(true);
    });
  }

  /** The first so many wait for what is under way to them; the others for their turn, while no clock runs. */
  expect(count: number): void {
    // Somebody may have come ahead of the others.
    const most = Math.max(count, this.#expected) + 1;
    this.#expected = count;
    let place = 0;
    for (const { holdClock } of this.#waiters) {
      if (place === most) break;
      holdClock?.(place++ >= count);
    }
  }

  /** Serves who has waited longest. */
  serve(value: T): void {
    const [first] = this.#waiters;
    first?.resolve(value);
  }

  rejectAll(error: unknown): void {
    for (const waiter of [...this.#waiters]) waiter.reject(error);
  }
}
