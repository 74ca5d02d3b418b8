/**
 * How long a guest may take once its process is started: a stream that has died may never say so. Less than an
 * execution has by default, which is then told this, and not only that no sandbox was open in time.
 */
const LATEST_MS = 20_000;

/** That a guest waits in its process for its first message: expected from the start of the process on. */
export class Readiness {
  /** Resolves when it is ready; rejects when it never will be. */
  readonly reached: Promise<void>;
  readonly #onLate: (error: Error) => void;
  #resolve: () => void = () => {};
  #reject: (error: Error) => void = () => {};
  #timer: NodeJS.Timeout | undefined;
  #settled = false;

  constructor(onLate: (error: Error) => void) {
    this.#onLate = onLate;
    this.reached = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.reached.catch(() => {});
  }

  /** The process is started. */
  expect(): void {
    if (this.#settled) return;
    const late = new Error(`no guest was ready ${LATEST_MS} ms after its process had been started`);
    this.#timer = setTimeout(() => this.#onLate(late), LATEST_MS).unref();
  }

  mark(): void {
    this.#settle();
    this.#resolve();
  }

  refuse(error: Error): void {
    this.#settle();
    this.#reject(error);
  }

  #settle(): void {
    this.#settled = true;
    clearTimeout(this.#timer);
  }
}
