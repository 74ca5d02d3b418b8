import type { Sandbox, SandboxExit } from "../contract/executor.js";
import { ToolweaveError } from "../errors/toolweave-error.js";

/** What a lease does for its sandbox. */
export interface Lease {
  post(message: string): void;
  backlog(): number;
  /** `finished`: the guest is done by its own word. */
  end(finished: boolean): void;
  readonly snapshot: (() => Promise<Uint8Array>) | undefined;
  readonly restore: ((snapshot: Uint8Array) => Promise<void>) | undefined;
}

/** A guest in a host that is lent out for one execution. */
export class LeasedSandbox implements Sandbox {
  readonly snapshot: (() => Promise<Uint8Array>) | undefined;
  /** Puts a saved guest in the place of the fresh one. To be called before anything is posted. */
  readonly restore: ((snapshot: Uint8Array) => Promise<void>) | undefined;
  readonly #lease: Lease;
  #onMessage: ((message: string) => void) | undefined;
  #onExit: ((exit: SandboxExit) => void) | undefined;
  #exit: SandboxExit | undefined;
  #disposed = false;

  constructor(lease: Lease) {
    this.#lease = lease;
    const { snapshot, restore } = lease;
    this.snapshot = snapshot && (() => this.#whileHeld(snapshot));
    this.restore = restore && ((saved) => this.#whileHeld(() => restore(saved)));
  }

  post(message: string): void {
    if (!this.#disposed) this.#lease.post(message);
  }

  backlog(): number {
    return this.#disposed ? 0 : this.#lease.backlog();
  }

  onMessage(listener: (message: string) => void): void {
    this.#onMessage = listener;
  }

  onExit(listener: (exit: SandboxExit) => void): void {
    this.#onExit = listener;
    if (this.#exit !== undefined) listener(this.#exit);
  }

  dispose({ finished }: { finished: boolean }): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#lease.end(finished);
  }

  /** A message of the guest arrived. */
  receive(message: string): void {
    if (!this.#disposed) tell(() => this.#onMessage?.(message));
  }

  /** The host may have the guest of somebody else by now. */
  async #whileHeld<T>(work: () => Promise<T>): Promise<T> {
    if (!this.#disposed) return work();
    throw new ToolweaveError("SNAPSHOT_NOT_QUIET", "The sandbox has been disposed of.");
  }

  /** The host ended. */
  exit(exit: SandboxExit): void {
    this.#exit = exit;
    if (!this.#disposed) tell(() => this.#onExit?.(exit));
  }
}

/** What a listener throws stays uncaught, but must not break off what is done for others. */
function tell(call: () => void): void {
  try {
    call();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
