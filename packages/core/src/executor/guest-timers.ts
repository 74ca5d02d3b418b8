import { MAX_TIMER_MS } from "../protocol/max-timer.js";
import type { TimerMessage } from "../protocol/messages.js";

/** The timers of one guest, which the host keeps: a sandbox has no clock of its own. */
export class GuestTimers {
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();
  readonly #onFire: (id: number) => void;

  constructor(onFire: (id: number) => void) {
    this.#onFire = onFire;
  }

  /** Sets a timer anew, or without milliseconds clears it. */
  set({ id, ms }: TimerMessage): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    if (ms === null) return;
    const fire = (): void => {
      this.#timers.delete(id);
      this.#onFire(id);
    };
    this.#timers.set(id, setTimeout(fire, Math.min(Math.max(ms, 1), MAX_TIMER_MS)));
  }

  clear(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }
}
