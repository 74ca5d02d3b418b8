/** In seconds. Node has it at hand, where to load `performance` takes a sandbox that starts some milliseconds. */
const { uptime: now } = process;

/** Within this time, in seconds, tools of this process answer, and small code is done. */
const SOON = 0.000_4;
/** So many times in a row one may stay awake for nothing; */
const MOST_MISSES = 4;
/** then it is not worth it until so many answers have come soon all the same. */
const PROOFS = 64;

/**
 * Whether to stay awake for an answer: waking a thread takes longer than many answers do, on a virtual
 * machine most of all. Where answers take longer, or there is no core to spare for the one who is to answer,
 * to sleep is better.
 */
export class Expectation {
  #until = 0;
  #misses = 0;
  #proofsMissing = 0;
  #isWaiting = false;

  /** To be called when what will be answered has been sent. */
  expect(): void {
    this.#until = now() + SOON;
    this.#isWaiting = this.#proofsMissing === 0;
  }

  /** To be called when an answer has come. */
  met(): void {
    const isSoon = now() < this.#until;
    this.#until = 0;
    if (!isSoon) return;
    if (this.#proofsMissing > 0) this.#proofsMissing--;
    else this.#misses = 0;
  }

  /** True while an answer may come soon. To be asked until it is false. */
  get isDue(): boolean {
    if (!this.#isWaiting) return false;
    if (now() < this.#until) return true;
    this.#isWaiting = false;
    if (this.#until > 0 && ++this.#misses >= MOST_MISSES) this.#proofsMissing = PROOFS;
    return false;
  }
}
