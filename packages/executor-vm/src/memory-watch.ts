// Not the global ones: where a test fakes those, nothing would go on, and a jsdom has others.
import { clearInterval, setInterval } from "node:timers";
import { ResidentMemory } from "./resident-memory.js";

const WATCH_MS = 25;
/** A process left with more than this holds what a dead guest left behind: a fresh one is cheaper. */
const REUSABLE_BYTES = 128 << 20;
/** A crash beyond this part of the limit is the limit's: a table that doubles fails long before, and V8 does not always live to say so. */
const NEAR_LIMIT = 0.4;

/** Watches the resident memory of a sandbox process while a guest is in it. */
export class MemoryWatch {
  /** None of a process that could not be started. */
  readonly #memory: ResidentMemory | undefined;
  readonly #limit: number;
  readonly #onOver: () => void;
  #timer: NodeJS.Timeout | undefined;
  #watching = false;
  #resident = 0;

  /** `onOver` is called when the process is seen with more than `limit` bytes. */
  constructor(pid: number | undefined, limit: number, onOver: () => void) {
    this.#memory = pid === undefined ? undefined : new ResidentMemory(pid);
    this.#limit = limit;
    this.#onOver = onOver;
  }

  get isNearLimit(): boolean {
    return this.#resident > this.#limit * NEAR_LIMIT;
  }

  get isReusable(): boolean {
    return this.#resident < REUSABLE_BYTES;
  }

  start(): void {
    this.#watching = true;
    this.#timer ??= setInterval(() => this.#tick(), WATCH_MS).unref();
  }

  /** The timer goes at its next tick, so that executions in a row do not set one each. */
  stop(): void {
    this.#watching = false;
  }

  /** The process is gone. */
  end(): void {
    this.stop();
    this.#memory?.end();
  }

  look(): void {
    const found = this.#memory?.read();
    if (found instanceof Promise) void found.then((bytes) => this.#note(bytes));
    else this.#note(found);
  }

  #tick(): void {
    if (this.#watching) {
      this.look();
      return;
    }
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #note(bytes: number | undefined): void {
    // A process that has just died has no memory left, which says nothing of how it died.
    if (bytes === undefined || bytes === 0) return;
    this.#resident = bytes;
    if (bytes > this.#limit) this.#onOver();
  }
}
