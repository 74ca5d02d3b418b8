/** Answers the guest's `timer` messages here, next to the guest, instead of across the channel. */
export class SandboxTimers {
  readonly #timers = new Map<number, NodeJS.Timeout>();
  readonly #tick: (message: string) => void;

  constructor(tick: (message: string) => void) {
    this.#tick = tick;
  }

  /** True if the message was a timer's and has been dealt with. */
  handle(message: string): boolean {
    if (!message.startsWith('{"type":"timer"')) return false;
    const { id, ms } = JSON.parse(message) as { id: number; ms: number | null };
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    if (ms !== null)
      this.#timers.set(
        id,
        setTimeout(() => this.#fire(id), ms),
      );
    return true;
  }

  /** How many will still fire. */
  get pending(): number {
    return this.#timers.size;
  }

  clear(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #fire(id: number): void {
    this.#timers.delete(id);
    this.#tick(`{"type":"tick","id":${id}}`);
  }
}
