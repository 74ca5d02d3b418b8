import { apply, create, NumberOf, TypeErrorClass } from "./primordials.js";

interface Timer {
  readonly run: () => void;
  /** Milliseconds between ticks; `undefined` for a timer that fires once. */
  readonly every: number | undefined;
}

/** The longest delay timers take; a longer one would fire at once in most engines. */
const MAX_DELAY = 2_147_483_647;

/** Timers whose clock is outside: `request` asks for one tick after a time, or (`null`) takes it back. */
export class GuestTimers {
  #last = 0;
  readonly #timers: Record<number, Timer> = create(null) as Record<number, Timer>;
  readonly #request: (id: number, ms: number | null) => void;

  constructor(request: (id: number, ms: number | null) => void) {
    this.#request = request;
  }

  /** The functions to put on the guest's global object. */
  globals(): Record<string, unknown> {
    return {
      __proto__: null,
      setTimeout: (run: unknown, ms?: unknown, ...args: unknown[]) =>
        this.#set(run, ms, args, false),
      setInterval: (run: unknown, ms?: unknown, ...args: unknown[]) =>
        this.#set(run, ms, args, true),
      setImmediate: (run: unknown, ...args: unknown[]) => this.#set(run, 0, args, false),
      clearTimeout: (id: unknown) => this.#clear(id),
      clearInterval: (id: unknown) => this.#clear(id),
      clearImmediate: (id: unknown) => this.#clear(id),
    };
  }

  /** Asks for one tick, which comes once what the engine has to do is done. Gives its number. */
  turn(): number {
    const id = ++this.#last;
    this.#request(id, 1);
    return id;
  }

  /** Runs the handler of a timer that came due; one that was cleared is ignored. */
  tick(id: number): void {
    const timer = this.#timers[id];
    if (timer === undefined) return;
    if (timer.every === undefined) delete this.#timers[id];
    else this.#request(id, timer.every);
    timer.run();
  }

  #set(run: unknown, ms: unknown, args: unknown[], repeat: boolean): number {
    if (typeof run !== "function") {
      throw new TypeErrorClass(`a timer takes a function, not ${typeof run}`);
    }
    const wanted = NumberOf(ms);
    const delay = wanted >= 1 && wanted <= MAX_DELAY ? wanted : 1;
    const id = ++this.#last;
    this.#timers[id] = {
      run: () => apply(run, undefined, args),
      every: repeat ? delay : undefined,
    };
    this.#request(id, delay);
    return id;
  }

  #clear(id: unknown): void {
    if (typeof id !== "number" || this.#timers[id] === undefined) return;
    delete this.#timers[id];
    this.#request(id, null);
  }
}
