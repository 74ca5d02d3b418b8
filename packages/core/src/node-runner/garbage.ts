import v8 from "node:v8";
import vm from "node:vm";

/** Dead contexts that are let lie while executions come one after the other. */
const MOST_DEAD = 32;
const QUIET_MS = 50;

/**
 * Frees the contexts of guests that are gone. V8 does not know that they died as a whole: left to itself
 * it copies each of them twice and lets a hundred megabytes of them pile up.
 */
export class Garbage {
  readonly #collect: () => void = exposedCollector();
  #dead = 0;
  #quiet: NodeJS.Timeout | undefined;

  /** One more context is dead. Collects now if there are many, else once nothing else happens. */
  addContext(): void {
    this.#dead++;
    if (this.#dead >= MOST_DEAD) this.#collectAll();
    else this.#quiet = setTimeout(() => this.#collectAll(), QUIET_MS);
  }

  /** Somebody wants to use the thread. */
  postpone(): void {
    clearTimeout(this.#quiet);
  }

  #collectAll(): void {
    this.postpone();
    this.#dead = 0;
    this.#collect();
  }
}

/** The flag is on for one context only: guests must not find `gc` among their globals. */
function exposedCollector(): () => void {
  v8.setFlagsFromString("--expose-gc");
  const collect: unknown = vm.runInNewContext("gc");
  v8.setFlagsFromString("--no-expose-gc");
  return typeof collect === "function" ? () => void collect() : () => {};
}
