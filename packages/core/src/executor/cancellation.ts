/**
 * What ends an execution from outside. Each execution needs one, and few are ever used: an
 * AbortController with its listeners costs more than all the rest, so that one is made only when asked
 * for.
 */
export class Cancellation {
  readonly #listeners = new Set<() => void>();
  #controller: AbortController | undefined;
  #cancelled = false;
  #reason: unknown;

  get cancelled(): boolean {
    return this.#cancelled;
  }

  get reason(): unknown {
    return this.#reason;
  }

  /** The same as a signal, for those who need one. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#cancelled) this.#controller.abort(this.#reason);
    return this.#controller.signal;
  }

  /** The first reason counts. */
  cancel(reason: unknown): void {
    if (this.#cancelled) return;
    this.#cancelled = true;
    this.#reason = reason;
    this.#controller?.abort(reason);
    for (const listener of this.#listeners) listener();
  }

  /** Calls the listener once, at once if it is too late already. The function returned takes it off. */
  onCancel(listener: () => void): () => void {
    if (this.#cancelled) listener();
    else this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
