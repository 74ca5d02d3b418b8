/** Of more timers it is not looked which is the next. */
const MOST_WATCHED = 64;

interface SandboxTimer {
  readonly timeout: NodeJS.Timeout;
  readonly due: number;
}

/** Answers the guest's `timer` messages here, next to the guest, instead of across the channel. */
export class SandboxTimers {
  readonly #timers = new Map<number, SandboxTimer>();
  readonly #tick: (message: string) => void;

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
    this.#timers.set(id, { timeout, due: Date.now() + ms });
    return true;
  }

  /** How many will still fire. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Milliseconds in which none will fire: at most `most`, and 0 where they are many. */
  idleMs(most: number): number {
    if (this.pending > MOST_WATCHED) return 0;
    const now = Date.now();
    let idle = most;
    for (const { due } of this.#timers.values()) idle = Math.min(idle, due - now);
    return idle;
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
