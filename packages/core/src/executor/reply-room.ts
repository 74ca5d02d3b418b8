import type { Sandbox } from "../contract/executor.js";

/** Characters of answers that a guest may leave unread before further ones wait. */
const MOST_UNREAD = 16 << 20;
const LOOK_AGAIN_MS = 10;

/** Whether a guest can take another answer: one that reads none must not fill the host with them. */
export class ReplyRoom {
  readonly #sandbox: Sandbox;
  #waiting: Promise<void> | undefined;
  #over = false;

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
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
    return !this.#over && (this.#sandbox.backlog?.() ?? 0) > MOST_UNREAD;
  }

  async #untilRoom(): Promise<void> {
    while (this.#isFull) await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    this.#waiting = undefined;
  }
}
