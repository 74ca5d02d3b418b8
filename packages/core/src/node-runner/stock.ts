/** As many executions in a row find what they need ready. */
const SIZE = 8;
/** Without a request for so long, the next may take a while: time to fill up, before others want the processor. */
const QUIET_MS = 1;

/** Keeps a few things ready that take long to make. */
export class Stock<T> {
  readonly #make: () => T;
  readonly #ready: T[] = [];
  #quiet: NodeJS.Timeout | undefined;
  #next: NodeJS.Immediate | undefined;

  constructor(make: () => T) {
    this.#make = make;
  }

  take(): T {
    this.postpone();
    return this.#ready.pop() ?? this.#make();
  }

  /** Makes one now if there is none, and the others once it is quiet. */
  refill(): void {
    if (this.#ready.length === 0) this.#ready.push(this.#make());
    this.#quiet = setTimeout(() => this.#fill(), QUIET_MS);
  }

  /** Somebody wants to use the thread. */
  postpone(): void {
    clearTimeout(this.#quiet);
    clearImmediate(this.#next);
  }

  /** One at a time: what arrives meanwhile comes first. */
  #fill(): void {
    if (this.#ready.length >= SIZE) return;
    this.#ready.push(this.#make());
    this.#next = setImmediate(() => this.#fill());
  }
}
