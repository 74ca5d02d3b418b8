import { RequestSignal } from "../client/request-signal.js";
import { type CallTarget, ToolCallError } from "./tool-call-error.js";

/** The calls of one execution that are not over: each has a signal of its own, which fires when they are closed. */
export class OpenCalls {
  readonly #signals = new Set<RequestSignal>();
  #isClosed = false;

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /**
   * The signal of a call that begins; it is to be given back when the call is over.
   *
   * @throws ToolCallError `TOOL_CALL_CANCELLED` once they are closed.
   */
  begin(target: CallTarget): RequestSignal {
    if (this.#isClosed) throw cancelled(target);
    const own = RequestSignal.take();
    this.#signals.add(own);
    return own;
  }

  end(own: RequestSignal): void {
    this.#signals.delete(own);
    own.giveBack();
  }

  close(): void {
    this.#isClosed = true;
    for (const own of this.#signals) own.abort();
  }
}

/** The error of a call that outlives its execution. */
export function cancelled({ server, tool }: CallTarget): ToolCallError {
  const message = "the execution has ended; this call was not made";
  return new ToolCallError("ToolError", "TOOL_CALL_CANCELLED", message, { server, tool });
}
