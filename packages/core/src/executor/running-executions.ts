import { onAbort } from "../client/on-abort.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { Cancellation } from "./cancellation.js";

/** The executions of one executor that are not over yet, so that closing it ends them. */
export class RunningExecutions {
  readonly #running = new Map<Cancellation, Promise<unknown>>();
  #closed = false;

  /**
   * Runs an execution. What it gets is cancelled with the signal given, and when all are closed.
   *
   * @throws ToolweaveError `EXECUTOR_CLOSED`.
   */
  async run<T>(
    given: AbortSignal | undefined,
    execution: (cancellation: Cancellation) => Promise<T>,
  ): Promise<T> {
    this.checkOpen();
    const cancellation = new Cancellation();
    // Many may share one signal, that of an application which ends say.
    const unfollow = given && onAbort(given, () => cancellation.cancel(given.reason));
    const running = execution(cancellation);
    this.#running.set(cancellation, running);
    try {
      return await running;
    } finally {
      this.#running.delete(cancellation);
      unfollow?.();
    }
  }

  /** @throws ToolweaveError `EXECUTOR_CLOSED`. */
  checkOpen(): void {
    if (this.#closed) throw closedError();
  }

  /** Ends all of them; resolves when they have let go of their sandboxes. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const cancellation of this.#running.keys()) cancellation.cancel(closedError());
    await Promise.allSettled(this.#running.values());
  }
}

/** What is told of an execution that somebody ended: its caller, or who closed the executor. */
export function abortError({ reason }: Pick<Cancellation, "reason">): ToolweaveError {
  if (ToolweaveError.isInstance(reason) && reason.code === "EXECUTOR_CLOSED") return reason;
  const detail =
    reason instanceof Error && reason.name !== "AbortError" ? `: ${reason.message}` : "";
  return new ToolweaveError(
    "EXECUTION_ABORTED",
    `The execution was aborted by its caller${detail}`,
  );
}

function closedError(): ToolweaveError {
  return new ToolweaveError("EXECUTOR_CLOSED", "The executor has been closed.");
}
