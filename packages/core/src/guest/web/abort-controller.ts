import { TypeErrorClass } from "../primordials.js";
import { Event, EventTarget } from "./event-targets.js";

/** The bundler's: the constructor itself, in pure JavaScript. */
declare function require<T>(id: string): T;

type DomException = new (message: string, name: string) => Error;
const abortError = (name: string, message: string): Error =>
  new (require<DomException>("core-js/stable/dom-exception"))(message, name);

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

  static timeout(milliseconds: number): AbortSignal {
    const { signal, abort } = createSignal();
    const late = "The operation was aborted due to timeout";
    setTimeout(() => abort(abortError("TimeoutError", late)), milliseconds);
    return signal;
  }

  static any(signals: Iterable<AbortSignal>): AbortSignal {
    const { signal, abort } = createSignal();
    const sources = [...signals];
    const early = sources.find(({ aborted }) => aborted);
    if (early !== undefined) abort(early.reason);
    else {
      for (const source of sources) {
        source.addEventListener("abort", () => abort(source.reason), { once: true });
      }
    }
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

  #abort(reason: unknown = abortError("AbortError", "This operation was aborted")): void {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#reason = reason;
    this.dispatchEvent(new Event("abort"));
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
