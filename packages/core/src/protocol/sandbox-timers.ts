/** In seconds. Not the clock on the wall, which may be set. */
const { uptime } = process;
/** Of more timers it is not looked which is the next. */
const MOST_WATCHED = 64;

interface SandboxTimer {
  readonly timeout: NodeJS.Timeout;
  /** In milliseconds of `now`. */
  readonly due: number;
}

/** Answers the guest's `timer` messages here, next to the guest, instead of across the channel. */
export class SandboxTimers {
  readonly #timers = new Map<number, SandboxTimer>();
  readonly #tick: (message: string) => void;
  /** None is due before that. */
  #soonest = Number.POSITIVE_INFINITY;

  constructor(tick: (message: string) => void) {
    this.#tick = tick;
  }

  /** True if the message was a timer's and has been dealt with. */
  handle(message: string): boolean {
    if (!message.startsWith('{"type":"timer"')) return false;
    const { id, ms } = JSON.parse(message) as { id: number; ms: number | null };
    clearTimeout(this.#timers.get(id)?.timeout);
    this.#timers.delete(id);
    if (ms === null) return true;
    const timeout = setTimeout(() => this.#fire(id), ms);
    const due = now() + ms;
    this.#timers.set(id, { timeout, due });
    this.#soonest = Math.min(this.#soonest, due);
    return true;
  }

  /** How many will still fire. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Milliseconds in which none will fire: at most `most`, and 0 where they are many. */
  idleMs(most: number): number {
    if (this.pending > MOST_WATCHED) return 0;
    const time = now();
    let idle = most;
    for (const { due } of this.#timers.values()) idle = Math.min(idle, due - time);
    return idle;
  }

  /**
   * Fires those that are due. The event loop would do so, but not while messages come one after the other: Node
   * deals with a thousand of them first.
   */
  fireDue(): void {
    const time = now();
    if (time < this.#soonest) return;
    this.#soonest = Number.POSITIVE_INFINITY;
    const ready: [number, SandboxTimer][] = [];
    for (const [id, timer] of this.#timers) {
      if (timer.due <= time) ready.push([id, timer]);
      else this.#soonest = Math.min(this.#soonest, timer.due);
    }
    ready.sort(([, { due: one }], [, { due: other }]) => one - other);
    for (const [id, timer] of ready) {
      // One before it may have cleared it, or set it anew.
      if (this.#timers.get(id) !== timer) continue;
      clearTimeout(timer.timeout);
      this.#fire(id);
    }
  }

  clear(): void {
    for (const { timeout } of this.#timers.values()) clearTimeout(timeout);
    this.#timers.clear();
  }

  #fire(id: number): void {
    this.#timers.delete(id);
    this.#tick(`{"type":"tick","id":${id}}`);
  }
}

function now(): number {
  return uptime() * 1_000;
}
