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

/** Milliseconds after which an end that comes from outside is no more taken for one before the beginning. */
const YOUNG_MS = 100;
/** Hosts that are lost to one execution, before it gives up. */
const MAX_LOST = 3;

/**
 * A guest in a host that is lent out for one execution. If the host is lost as soon as that, before the
 * guest has said anything, so that nothing can have been done, it begins once more in another.
 */
export class LeasedSandbox implements Sandbox {
  readonly snapshot: (() => Promise<Uint8Array>) | undefined;
  /** Puts a saved guest in the place of the fresh one. To be called before anything is posted. */
  readonly restore: ((snapshot: Uint8Array) => Promise<void>) | undefined;
  readonly #leased = performance.now();
  #lease: Lease;
  /** What to say again to another guest; `undefined` once there will be none. */
  #said: string[] | undefined = [];
  #lost = 0;
  #waiting: AbortController | undefined;
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
    if (this.#disposed) return;
    this.#said?.push(message);
    this.#lease.post(message);
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
    this.#waiting?.abort();
    this.#lease.end(finished);
  }

  /** Whether it can begin once more: nobody can tell. */
  get isUntouched(): boolean {
    const isYoung = performance.now() - this.#leased < YOUNG_MS;
    return isYoung && this.#said !== undefined && this.#lost < MAX_LOST - 1 && !this.#disposed;
  }

  /** Its host is lost: begins once more in place of the guest that it is given, or ends if there is none. */
  async beginAgain(
    exit: SandboxExit,
    acquire: (signal: AbortSignal) => Promise<LeasedSandbox>,
  ): Promise<void> {
    this.#waiting = new AbortController();
    try {
      const fresh = await acquire(this.#waiting.signal);
      if (this.#disposed) fresh.dispose({ finished: true });
      else this.#continueIn(fresh);
    } catch {
      this.exit(exit);
    }
  }

  #continueIn(fresh: LeasedSandbox): void {
    const said = this.#said ?? [];
    this.#said = undefined;
    fresh.#lost = this.#lost + 1;
    this.#lease = {
      post: (message) => fresh.post(message),
      backlog: () => fresh.backlog(),
      end: (finished) => fresh.dispose({ finished }),
      snapshot: fresh.snapshot,
      restore: fresh.restore,
    };
    fresh.onMessage((message) => this.receive(message));
    fresh.onExit((exit) => this.exit(exit));
    for (const message of said) fresh.post(message);
  }

  /** A message of the guest arrived. */
  receive(message: string): void {
    this.#said = undefined;
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
