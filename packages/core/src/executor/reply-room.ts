import type { Sandbox } from "../contract/executor.js";

/** Characters of answers that a guest may leave unread before further ones wait. */
const MOST_UNREAD = 16 << 20;
const LOOK_AGAIN_MS = 10;

/** Whether a guest can take another answer: one that reads none must not fill the host with them. */
export class ReplyRoom {
  readonly #sandbox: Sandbox;
  #waiting: Promise<void> | undefined;
  readonly #onFailure: (error: unknown) => void;
  #over = false;

  /** @param onFailure told if the sandbox fails to say what it has not read: no call is to blame for that. */
  constructor(sandbox: Sandbox, onFailure: (error: unknown) => void) {
    this.#sandbox = sandbox;
    this.#onFailure = onFailure;
  }

  /** Resolves when there is room, and when there is no guest any more; `undefined` if there is room now. */
  wait(): Promise<void> | undefined {
    if (!this.#isFull) return undefined;
    this.#waiting ??= this.#untilRoom();
    return this.#waiting;
  }

  /** Nobody reads answers any more. */
  end(): void {
    this.#over = true;
  }

  get #isFull(): boolean {
    return !this.#over && this.#unread() > MOST_UNREAD;
  }

  #unread(): number {
    try {
      const unread: unknown = this.#sandbox.backlog?.() ?? 0;
      if (typeof unread === "number") return unread;
      // Of an executor in JavaScript it may be a promise, whose failure nobody else would handle.
      Promise.resolve(unread).catch((error) => this.#fail(error));
    } catch (error) {
      this.#fail(error);
    }
    return 0;
  }

  #fail(error: unknown): void {
    if (!this.#over) this.#onFailure(error);
    this.#over = true;
  }

  async #untilRoom(): Promise<void> {
    while (this.#isFull) await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    this.#waiting = undefined;
  }
}
