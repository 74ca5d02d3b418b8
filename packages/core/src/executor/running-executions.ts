import { ToolweaveError } from "../errors/toolweave-error.js";

/** The executions of one executor that are not over yet, so that closing it ends them. */
export class RunningExecutions {
  readonly #running = new Map<AbortController, Promise<unknown>>();
  #closed = false;

  /**
   * Runs an execution. The signal it gets aborts with the one given, and when all are closed.
   *
   * @throws ToolweaveError `EXECUTOR_CLOSED`.
   */
  async run<T>(
    given: AbortSignal | undefined,
    execution: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    if (this.#closed) throw closedError();
    const controller = new AbortController();
    const follow = (): void => controller.abort(given?.reason);
    if (given?.aborted) follow();
    else given?.addEventListener("abort", follow, { once: true });
    const running = execution(controller.signal);
    this.#running.set(controller, running);
    try {
      return await running;
    } finally {
      this.#running.delete(controller);
      given?.removeEventListener("abort", follow);
    }
  }

  /** Ends all of them; resolves when they have let go of their sandboxes. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const controller of this.#running.keys()) controller.abort(closedError());
    await Promise.allSettled(this.#running.values());
  }
}

/** What is told of an execution that somebody ended: its caller, or who closed the executor. */
export function abortError({ reason }: AbortSignal): ToolweaveError {
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
