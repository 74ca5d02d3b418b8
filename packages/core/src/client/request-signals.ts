import { onAbort } from "./on-abort.js";

type Listener = Parameters<AbortSignal["addEventListener"]>;

const nothing = (): void => {};

/** So many are kept for requests to come. */
const MOST_FREE = 64;

/** The signal of one request at a time. */
class RequestSignal {
  readonly #controller = new AbortController();
  readonly signal: AbortSignal = this.#controller.signal;
  /** They are added once there is something to hear. */
  #listeners: Listener[] = [];
  #unfollow: () => void = nothing;

  constructor() {
    this.signal.addEventListener = (...listener: Listener) => {
      this.#listeners.push(listener);
    };
  }

  follow(signal: AbortSignal): void {
    this.#unfollow = onAbort(signal, () => this.#abort(signal.reason));
  }

  /** Nobody follows or listens any more. */
  clear(): void {
    this.#unfollow();
    this.#unfollow = nothing;
    this.#listeners = [];
  }

  #abort(reason: unknown): void {
    for (const listener of this.#listeners) {
      AbortSignal.prototype.addEventListener.apply(this.signal, listener);
    }
    this.#controller.abort(reason);
  }
}

/**
 * Signals for requests, each used again when its request is over. The SDK never stops listening to the signal
 * of a request, and cancels what is long answered when it fires, so that requests cannot share one; and to make
 * one and to listen to it takes as long as all the rest of a request.
 */
export class RequestSignals {
  readonly #free: RequestSignal[] = [];

  /** One that aborts when the given one does, until it is given back. */
  follow(signal: AbortSignal): RequestSignal {
    const own = this.#free.pop() ?? new RequestSignal();
    own.follow(signal);
    return own;
  }

  giveBack(own: RequestSignal): void {
    own.clear();
    if (!own.signal.aborted && this.#free.length < MOST_FREE) this.#free.push(own);
  }
}
