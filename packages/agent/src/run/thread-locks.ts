import { untilAborted } from "./until-aborted.js";

/** Lets the runs of one conversation wait for each other. */
export class ThreadLocks {
  readonly #last = new Map<string, Promise<void>>();

  /** Resolves when it is the caller's turn, with what ends the turn. Rejects if `signal` aborts first. */
  async acquire(threadId: string, signal: AbortSignal | undefined): Promise<() => void> {
    const before = this.#last.get(threadId) ?? Promise.resolve();
    let release: () => void = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
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
}
