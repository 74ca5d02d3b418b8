import { untilAborted } from "./until-aborted.js";

/** Lets the runs of one conversation wait for each other. */
export class ThreadLocks {
  readonly #last = new Map<string, Promise<void>>();
  /** The turns that have not ended, had or waited for. */
  readonly #turns = new Map<string, number>();

  /** True while somebody has the turn, or waits for it. */
  isHeld(threadId: string): boolean {
    return this.#turns.has(threadId);
  }

  /** Resolves when it is the caller's turn, with what ends the turn. Rejects if `signal` aborts first. */
  async acquire(threadId: string, signal: AbortSignal | undefined): Promise<() => void> {
    const before = this.#last.get(threadId) ?? Promise.resolve();
    let release: () => void = () => {};
    const released = new Promise<void>((resolve) => {
      release = () => {
        this.#count(threadId, -1);
        resolve();
      };
    });
    this.#count(threadId, 1);
    const ended = Promise.all([before, released]).then(() => {
      if (this.#last.get(threadId) === ended) this.#last.delete(threadId);
    });
    this.#last.set(threadId, ended);
    try {
      await untilAborted(before, signal);
    } catch (error) {
      release();
      throw error;
    }
    return release;
  }

  #count(threadId: string, change: number): void {
    const count = (this.#turns.get(threadId) ?? 0) + change;
    if (count === 0) this.#turns.delete(threadId);
    else this.#turns.set(threadId, count);
  }
}
