const LOOK_MS = 3_000;
const MAX_FAILURES = 2;

/** Asks whether the sandbox runs; rejects if it cannot be asked. */
export type AskAlive = () => Promise<boolean>;

/**
 * Notices a connection that carries nothing without being closed: asks for the sandbox whenever a guest
 * has been silent for a while.
 */
export class LivenessWatch {
  readonly #ask: AskAlive;
  readonly #onLost: (error: Error) => void;
  #timer: NodeJS.Timeout | undefined;
  #heard = false;
  #asking = false;
  #failures = 0;

  constructor(ask: AskAlive, onLost: (error: Error) => void) {
    this.#ask = ask;
    this.#onLost = onLost;
  }

  start(): void {
    this.#timer = setInterval(() => void this.#look(), LOOK_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Something arrived. */
  hear(): void {
    this.#heard = true;
    this.#failures = 0;
  }

  async #look(): Promise<void> {
    const wasHeard = this.#heard;
    this.#heard = false;
    if (wasHeard || this.#asking) return;
    this.#asking = true;
    const isAlive = await this.#ask().catch(() => undefined);
    this.#asking = false;
    if (this.#timer === undefined || isAlive === true) this.#failures = 0;
    else if (isAlive === false) this.#onLost(new Error("the sandbox does not run any more"));
    else if (++this.#failures >= MAX_FAILURES)
      this.#onLost(new Error("the sandbox does not answer"));
  }
}
