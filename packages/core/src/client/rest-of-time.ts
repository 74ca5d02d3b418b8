import { onAbort } from "./on-abort.js";

/**
 * What is left of the time of a call that had to wait before it was made. Only what comes first counts against it:
 * once the server tells of progress, its time begins anew.
 */
export class RestOfTime {
  readonly #abort = new AbortController();
  /** Fires when it is up, or when the caller's signal does, and not once the request has ended. */
  readonly signal: AbortSignal = this.#abort.signal;
  readonly #timer: ReturnType<typeof setTimeout>;
  readonly #unfollow: (() => void) | undefined;

  constructor(ms: number, signal: AbortSignal | undefined) {
    // The SDK makes its error of the reason: the one that it has for a time that is up.
    this.#timer = setTimeout(() => this.#abort.abort("Request timed out"), Math.max(ms, 1));
    this.#unfollow = signal && onAbort(signal, () => this.#abort.abort(signal.reason));
  }

  watching<Args extends unknown[]>(onProgress: (...args: Args) => void): (...args: Args) => void {
    return (...args) => {
      clearTimeout(this.#timer);
      onProgress(...args);
    };
  }

  requestEnded(): void {
    clearTimeout(this.#timer);
    this.#unfollow?.();
  }
}
