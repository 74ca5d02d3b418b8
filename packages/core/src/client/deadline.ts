/** A limit on how long work is waited for: a time, and a signal. */
export class Deadline {
  readonly #passed: Promise<never>;
  readonly #abort = new AbortController();
  #clear = (): void => {};

  /** @param onTime makes the error for time that has run out; an abort rejects with its reason. */
  constructor(ms: number, signal: AbortSignal, onTime: () => Error) {
    this.#passed = new Promise<never>((_, reject) => {
      const pass = (error: unknown): void => {
        this.#abort.abort(error);
        reject(error);
      };
      const onAbort = (): void => pass(signal.reason);
      const timer = setTimeout(() => pass(onTime()), ms);
      this.#clear = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", onAbort);
      };
      if (signal.aborted) onAbort();
      else signal.addEventListener("abort", onAbort, { once: true });
    });
    this.#passed.catch(() => {});
  }

  /**
   * Starts work, unless the deadline has passed, and rejects when it passes first. The work then goes
   * on unobserved.
   */
  async race<T>(start: () => Promise<T>): Promise<T> {
    this.#abort.signal.throwIfAborted();
    const work = start();
    work.catch(() => {});
    return Promise.race([this.#passed, work]);
  }

  clear(): void {
    this.#clear();
  }
}
