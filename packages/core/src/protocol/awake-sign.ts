/**
 * Knows when a runner has shown that it runs at the same time as the host: when a guest has dealt with its first
 * message, which says what its code will find, before the code has been sent.
 */
export class AwakeSign {
  #messages = 0;
  #isDue = false;

  /** A guest was opened, or closed. */
  begin(): void {
    this.#messages = 0;
    this.#isDue = false;
  }

  /** The guest got a message. */
  count(): void {
    this.#isDue = this.#messages++ === 0;
  }

  /** True, once for each guest, if the host is to be told. To be asked when all that has arrived is dealt with. */
  take(): boolean {
    const isDue = this.#isDue;
    this.#isDue = false;
    return isDue;
  }
}
