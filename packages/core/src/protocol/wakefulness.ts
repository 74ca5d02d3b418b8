import { Expectation } from "./expectation.js";

/** Keeps the event loop turning while an answer is expected soon. */
export class Wakefulness {
  readonly #expectation = new Expectation();
  #turning = false;

  /** To be called when what will be answered has been sent. */
  expect(): void {
    this.#expectation.expect();
    if (this.#turning || !this.#expectation.isDue) return;
    this.#turning = true;
    setImmediate(this.#turn);
  }

  /** To be called when an answer has come. */
  met(): void {
    this.#expectation.met();
  }

  readonly #turn = (): void => {
    this.#turning = this.#expectation.isDue;
    if (this.#turning) setImmediate(this.#turn);
  };
}
