import { describeError } from "../errors/describe-error.js";
import { onAbort } from "./on-abort.js";

type Listener = Parameters<AbortSignal["addEventListener"]>;

const nothing = (): void => {};

/** So many are kept for calls to come: as many as code may have under way at once, and not much memory. */
const MOST_FREE = 1_000;

const free: RequestSignal[] = [];
const known = new WeakMap<AbortSignal, RequestSignal>();

/**
 * A signal that ends one call, and is used again for another when that is over. The SDK never stops listening to
 * the signal of a request, and cancels what is long answered when it fires, so that requests cannot share one;
 * and to make one, to listen to it and to abort it takes as long as all the rest of a call.
 */
export class RequestSignal {
  readonly #controller = new AbortController();
  readonly signal: AbortSignal = this.#controller.signal;
  /** They are added once there is something to hear. */
  #listeners: Listener[] = [];
  #requests = 0;
  #unfollow: (() => void) | undefined;

  private constructor() {
    known.set(this.signal, this);
    // From now on it finds its own listener there, which is all that it needs.
    onAbort(this.signal, nothing)();
    this.signal.addEventListener = (...listener: Listener) => {
      this.#listeners.push(listener);
    };
  }

  /** One that has not fired, and does when `abort` is called, until it is given back. */
  static take(): RequestSignal {
    return free.pop() ?? new RequestSignal();
  }

  /** One for the SDK that fires when the signal does, and may be the same one, until `requestEnded`. */
  static forRequest(signal: AbortSignal): RequestSignal {
    const own = known.get(signal) ?? RequestSignal.#following(signal);
    own.#requests++;
    return own;
  }

  static #following(signal: AbortSignal): RequestSignal {
    const own = RequestSignal.take();
    // The SDK makes a text of the reason, and of what applications give not every value can be made one: it
    // would throw where nobody can catch.
    own.#unfollow = onAbort(signal, () => own.abort(describeError(signal.reason)));
    return own;
  }

  abort(reason?: unknown): void {
    for (const listener of this.#listeners) {
      AbortSignal.prototype.addEventListener.apply(this.signal, listener);
    }
    this.#controller.abort(reason);
  }

  /** The SDK listens no more. */
  requestEnded(): void {
    if (--this.#requests > 0) return;
    this.#listeners = [];
    if (this.#unfollow !== undefined) this.giveBack();
  }

  /** Nobody looks at it any more. */
  giveBack(): void {
    this.#unfollow?.();
    this.#unfollow = undefined;
    if (!this.signal.aborted && free.length < MOST_FREE) free.push(this);
  }
}
