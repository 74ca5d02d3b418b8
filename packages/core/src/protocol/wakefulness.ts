/** In seconds. Node has it at hand, where to load `performance` takes a sandbox that starts some milliseconds. */
const { uptime: now } = process;

/** Within this time, in seconds, tools of this process answer, and small code is done. */
const SOON = 0.000_4;
/** So many times in a row it may be kept awake for nothing; */
const MOST_MISSES = 4;
/** then it sleeps until so many answers have come soon all the same. */
const PROOFS = 64;

/**
 * Keeps the event loop turning while an answer is expected soon: waking a thread takes longer than many
 * answers do, on a virtual machine most of all. Where answers take longer, or there is no core to spare for
 * the one who is to answer, it sleeps.
 */
export class Wakefulness {
  #until = 0;
  #misses = 0;
  #proofsMissing = 0;
  #turning = false;

  /** To be called when what will be answered has been sent. */
  expect(): void {
    this.#until = now() + SOON;
    if (this.#turning || this.#proofsMissing > 0) return;
    this.#turning = true;
    setImmediate(this.#turn);
  }

  /** To be called when an answer has come. */
  met(): void {
    const isSoon = now() < this.#until;
    this.#until = 0;
    if (!isSoon) return;
    if (this.#proofsMissing > 0) this.#proofsMissing--;
    else this.#misses = 0;
  }

  readonly #turn = (): void => {
    this.#turning = now() < this.#until;
    if (this.#turning) setImmediate(this.#turn);
    else if (this.#until > 0 && ++this.#misses >= MOST_MISSES) this.#proofsMissing = PROOFS;
  };
}
