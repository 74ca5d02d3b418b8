import { indexOfText, sliceText, stringify, uncurryThis } from "./primordials.js";

/**
 * What an engine tells of each promise that is rejected while nothing handles that, with the reason, and of
 * one that something handles after all, without.
 */
export type RejectionWatch = (promise: object, reason?: unknown) => void;

interface Failure {
  readonly text: string;
  /** How many promises that nothing handles it has rejected. */
  promises: number;
}

type Failures = WeakMap<object, Failure>;

const weakGet: (map: Failures, key: unknown) => Failure | undefined = uncurryThis(
  WeakMap.prototype.get,
) as never;
const weakSet: (map: Failures, key: object, value: Failure) => void = uncurryThis(
  WeakMap.prototype.set,
) as never;
const weakDelete: (map: Failures, key: object) => void = uncurryThis(
  WeakMap.prototype.delete,
) as never;
const addTo: (set: Set<Failure>, failure: Failure) => void = uncurryThis(
  Set.prototype.add,
) as never;
const deleteFrom: (set: Set<Failure>, failure: Failure) => void = uncurryThis(
  Set.prototype.delete,
) as never;
const each: (set: Set<Failure>, visit: (failure: Failure) => void) => void = uncurryThis(
  Set.prototype.forEach,
) as never;

const MOST_LISTED = 5;
const LONGEST = 200;

/** Calls whose failure leaves no trace in what the code does, as in `list.forEach(async …)`. */
export class NeglectedFailures {
  /** By the error of the call. */
  readonly #failures: Failures = new WeakMap();
  /** By the promise, of those that nothing handles. */
  readonly #rejected: Failures = new WeakMap();
  readonly #neglected = new Set<Failure>();
  #isPossible = false;

  /** False if no call has failed. */
  get isPossible(): boolean {
    return this.#isPossible;
  }

  /** A call failed; `name` is how it looks in code. */
  add(error: object, name: string, message: string): void {
    this.#isPossible = true;
    const line = indexOfText(message, "\n") < 0 ? message : stringify(message);
    const full = indexOfText(line, name) === 0 ? line : `${name}: ${line}`;
    const text = full.length > LONGEST ? `${sliceText(full, 0, LONGEST)}…` : full;
    weakSet(this.#failures, error, { text, promises: 0 });
  }

  readonly watch: RejectionWatch = (promise, reason) => {
    if (reason === undefined) this.#handled(promise);
    else this.#unhandled(promise, weakGet(this.#failures, reason));
  };

  /** What the model is to know at the end, unless it is told of the failure as what was `thrown`. */
  describe(thrown: unknown): string | undefined {
    if (!this.#isPossible) return undefined;
    const told = weakGet(this.#failures, thrown);
    let count = 0;
    let list = "";
    each(this.#neglected, (failure) => {
      if (failure === told) return;
      count++;
      if (count <= MOST_LISTED) list += `${count === 1 ? "" : "; "}${failure.text}`;
    });
    if (count === 0) return undefined;
    if (count > MOST_LISTED) list += "; …";
    const what = count === 1 ? "1 call failed in a promise" : `${count} calls failed in promises`;
    return `${what} that nothing awaits or catches: ${list}`;
  }

  #unhandled(promise: object, failure: Failure | undefined): void {
    if (failure === undefined) return;
    failure.promises++;
    weakSet(this.#rejected, promise, failure);
    addTo(this.#neglected, failure);
  }

  #handled(promise: object): void {
    const failure = weakGet(this.#rejected, promise);
    if (failure === undefined) return;
    weakDelete(this.#rejected, promise);
    failure.promises--;
    if (failure.promises === 0) deleteFrom(this.#neglected, failure);
  }
}
