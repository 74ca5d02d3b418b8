/**
 * Knows when a runner has shown that it runs at the same time as the host: when a guest has dealt with its first
 * message, which says what its code will find, before the code has been sent.
 */
export class AwakeSign {
  #isWanted = false;
  #messages = 0;
  #isDue = false;

  /** A guest was opened, or closed: then the host wants to know nothing. */
  begin({ isWanted }: { readonly isWanted: boolean }): void {
    this.#isWanted = isWanted;
    this.#messages = 0;
    this.#isDue = false;
  }

  /** The guest got a message. */
  count(): void {
    this.#isDue = this.#messages++ === 0 && this.#isWanted;
  }

  /** True, once for each guest, if the host is to be told. To be asked when all that has arrived is dealt with. */
  take(): boolean {
    const isDue = this.#isDue;
    this.#isDue = false;
    return isDue;
  }
}
