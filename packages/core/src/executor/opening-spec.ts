import type { SandboxSpec } from "../contract/executor.js";
import { GUEST_RUNTIME } from "../generated/guest-runtime.generated.js";
import type { Cancellation } from "./cancellation.js";
import type { ExecutionClock } from "./execution-clock.js";

/** What an executor is given to open a sandbox. The signal is made when it is looked at. */
export class OpeningSpec implements SandboxSpec {
  readonly guestRuntime: string = GUEST_RUNTIME;
  readonly #cancellation: Cancellation;
  readonly #clock: ExecutionClock;
  #isHeld = false;
  #isOver = false;

  constructor(cancellation: Cancellation, clock: ExecutionClock) {
    this.#cancellation = cancellation;
    this.#clock = clock;
  }

  get signal(): AbortSignal {
    return this.#cancellation.signal;
  }

  /** Executors may take it out of here, and say the same twice, or too late. */
  readonly holdClock = (held: boolean): void => {
    if (this.#isOver || held === this.#isHeld) return;
    this.#isHeld = held;
    this.#clock.hold(held);
  };

  /** The sandbox is open, or there will be none. */
  end(): void {
    this.#isOver = true;
    this.#clock.stop();
  }
}
