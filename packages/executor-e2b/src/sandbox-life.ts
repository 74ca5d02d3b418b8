import { retrying } from "./retrying.js";

/** Sandboxes are extended when less than this part of their life is left. */
const EXTEND_BELOW = 2 / 3;
/** With less than this left nothing is begun before the life has been extended. */
const SHORT_MS = 10_000;

/** When a sandbox expires, and that it does not while it is needed. */
export class SandboxLife {
  readonly #timeoutMs: number;
  readonly #extend: () => Promise<void>;
  #expiresAt: number;
  #timer: NodeJS.Timeout | undefined;

  /** @param extend sets the time left to `timeoutMs` again. */
  constructor(timeoutMs: number, extend: () => Promise<void>) {
    this.#timeoutMs = timeoutMs;
    this.#extend = extend;
    this.#expiresAt = Date.now() + timeoutMs;
  }

  get hasExpired(): boolean {
    return Date.now() > this.#expiresAt;
  }

  /** The sandbox was given its whole life anew. */
  renew(): void {
    this.#expiresAt = Date.now() + this.#timeoutMs;
  }

  /** Begins to keep the sandbox alive. Waits only if it would expire at once. */
  async hold(): Promise<void> {
    this.#timer ??= setInterval(() => void this.#tryExtend(), this.#timeoutMs / 3).unref();
    const left = this.#expiresAt - Date.now();
    const isShort = left < Math.min(SHORT_MS, this.#timeoutMs / 2);
    // A fault of the service would cost the sandbox, and the files in it.
    if (isShort) await retrying(() => this.#extendNow());
    else if (left < this.#timeoutMs * EXTEND_BELOW) void this.#tryExtend();
  }

  /** Lets the sandbox expire, a whole life from now. */
  release(): void {
    this.stop();
    if (this.#expiresAt - Date.now() < this.#timeoutMs * EXTEND_BELOW) void this.#tryExtend();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #extendNow(): Promise<void> {
    const asked = Date.now();
    await this.#extend();
    this.#expiresAt = asked + this.#timeoutMs;
  }

  /** What cannot be extended now may be at the next turn; what is gone shows itself elsewhere. */
  async #tryExtend(): Promise<void> {
    await this.#extendNow().catch(() => {});
  }
}
