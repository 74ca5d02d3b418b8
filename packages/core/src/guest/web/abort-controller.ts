import { TypeErrorClass } from "../primordials.js";
import { Event, EventTarget } from "./event-targets.js";

/** The bundler's: the constructor itself, in pure JavaScript. */
declare function require<T>(id: string): T;

type DomException = new (message: string, name: string) => Error;
const abortError = (name: string, message: string): Error =>
  new (require<DomException>("core-js/stable/dom-exception"))(message, name);

/** The longest that timers take. */
const LONGEST_DELAY = 2_147_483_647;

type Abort = (reason: unknown) => void;
/** Only this file makes signals: `new AbortSignal()` is an error, as on the web. */
let expected: ((abort: Abort) => void) | undefined;

function createSignal(): { signal: AbortSignal; abort: Abort } {
  let abort: Abort = () => {};
  expected = (given) => {
    abort = given;
  };
  const signal = new AbortSignal();
  return { signal, abort };
}

/** A sign that work is to end (DOM Standard, section 3.2). */
export class AbortSignal extends EventTarget {
  #aborted = false;
  #reason: unknown;
  #onabort: ((event: Event) => void) | null = null;
  #hearsOnabort = false;
  /** Signals that are aborted together with this one, in the order in which they were made. */
  readonly #dependents: AbortSignal[] = [];
  /** Of a signal that is aborted with others: those that depend on none. */
  readonly #sources: AbortSignal[] = [];

  constructor() {
    super();
    if (expected === undefined) throw new TypeErrorClass("Illegal constructor");
    expected((reason) => this.#abort(reason));
    expected = undefined;
  }

  static abort(reason?: unknown): AbortSignal {
    const { signal, abort } = createSignal();
    abort(reason);
    return signal;
  }

  /** @throws RangeError for what is no time, as Node.js does. */
  static timeout(milliseconds: number): AbortSignal {
    if (typeof milliseconds !== "number") {
      throw new TypeErrorClass(
        `AbortSignal.timeout takes milliseconds, not ${typeof milliseconds}`,
      );
    }
    if (!(milliseconds >= 0 && milliseconds <= Number.MAX_SAFE_INTEGER)) {
      throw new RangeError(
        `AbortSignal.timeout takes milliseconds of 0 or more, not ${milliseconds}`,
      );
    }
    const { signal, abort } = createSignal();
    const late = "The operation was aborted due to timeout";
    // A timer takes what is longer for no time at all; no execution lasts until either.
    const delay = Math.min(milliseconds, LONGEST_DELAY);
    setTimeout(() => abort(abortError("TimeoutError", late)), delay);
    return signal;
  }

  static any(signals: Iterable<AbortSignal>): AbortSignal {
    const { signal, abort } = createSignal();
    const given = [...signals];
    for (const source of given) {
      if (typeof source !== "object" || source === null || !(#aborted in source)) {
        throw new TypeErrorClass("AbortSignal.any takes a list of signals");
      }
    }
    const early = given.find(({ aborted }) => aborted);
    if (early !== undefined) abort(early.reason);
    else for (const source of given) signal.#follow(source);
    return signal;
  }

  get aborted(): boolean {
    return this.#aborted;
  }

  get reason(): unknown {
    return this.#reason;
  }

  get onabort(): ((event: Event) => void) | null {
    return this.#onabort;
  }

  set onabort(listener: ((event: Event) => void) | null) {
    this.#onabort = typeof listener === "function" ? listener : null;
    if (this.#hearsOnabort) return;
    // One listener among the others, in the place of the first that was set.
    this.#hearsOnabort = true;
    this.addEventListener("abort", (event) => this.#onabort?.call(this, event));
  }

  throwIfAborted(): void {
    if (this.#aborted) throw this.#reason;
  }

  #follow(other: AbortSignal): void {
    for (const source of other.#sources.length > 0 ? other.#sources : [other]) {
      if (this.#sources.includes(source)) continue;
      this.#sources.push(source);
      source.#dependents.push(this);
    }
  }

  /** Nobody hears of it before all that depend on it are aborted, and whoever listens to itself hears first. */
  #abort(reason: unknown = abortError("AbortError", "This operation was aborted")): void {
    if (this.#aborted) return;
    const aborted = [this, ...this.#dependents.filter((dependent) => !dependent.#aborted)];
    for (const signal of aborted) {
      signal.#aborted = true;
      signal.#reason = reason;
    }
    for (const signal of aborted) signal.dispatchEvent(new Event("abort"));
  }
}

/** Makes one signal, and aborts it. */
export class AbortController {
  readonly #parts = createSignal();

  get signal(): AbortSignal {
    return this.#parts.signal;
  }

  abort(reason?: unknown): void {
    this.#parts.abort(reason);
  }
}

for (const [type, name] of [
  [AbortSignal, "AbortSignal"],
  [AbortController, "AbortController"],
] as const) {
  Object.defineProperty(type.prototype, Symbol.toStringTag, { value: name, configurable: true });
}

declare function setTimeout(run: () => void, ms: number): unknown;
