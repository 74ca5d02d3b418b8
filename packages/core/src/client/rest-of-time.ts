/**
 * What is left of the time of a call that had to wait before it was made. Only what comes first counts against it:
 * once the server tells of progress, its time begins anew.
 */
export class RestOfTime {
  readonly #late = new AbortController();
  readonly #timer: ReturnType<typeof setTimeout>;

  constructor(ms: number) {
    // The SDK makes its error of the reason: the one that it has for a time that is up.
    this.#timer = setTimeout(() => this.#late.abort("Request timed out"), Math.max(ms, 1));
  }

  /** Fires when it is up, or when a signal of the caller's does. */
  with(signal: AbortSignal | undefined): AbortSignal {
    const late = this.#late.signal;
    return signal === undefined ? late : AbortSignal.any([signal, late]);
  }

  watching<Args extends unknown[]>(onProgress: (...args: Args) => void): (...args: Args) => void {
    return (...args) => {
      this.clear();
      onProgress(...args);
    };
  }

  /** The server has answered, or told of progress. */
  clear(): void {
    clearTimeout(this.#timer);
  }
}
