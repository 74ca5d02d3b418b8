import type { Sandbox, SandboxExit } from "@toolweave/core";
import type { CloudPool } from "./cloud-pool.js";
import type { Lease } from "./lease.js";
import type { ProcessEnd } from "./process-end.js";

/**
 * A guest for one execution. If its sandbox is lost before it has said anything, so that nothing can have
 * been done, it begins once more in another, and nobody notices.
 */
export class GuestLease implements Sandbox {
  readonly #pool: CloudPool;
  readonly #abort = new AbortController();
  #lease: Lease | undefined;
  /** What to say again to another guest; `undefined` once there will be none. */
  #said: string[] | undefined = [];
  /** What the next guest is to be told, while it is waited for. */
  #kept: string[] | undefined;
  #onMessage: ((message: string) => void) | undefined;
  #onExit: ((exit: SandboxExit) => void) | undefined;
  #exit: SandboxExit | undefined;
  #disposed = false;

  constructor(pool: CloudPool, lease: Lease) {
    this.#pool = pool;
    this.#use(lease);
  }

  post(message: string): void {
    if (this.#disposed) return;
    if (this.#kept !== undefined) {
      this.#kept.push(message);
      return;
    }
    this.#said?.push(message);
    this.#lease?.process.post(message);
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
    this.#abort.abort();
    this.#giveBack(finished);
  }

  #use(lease: Lease): void {
    this.#lease = lease;
    lease.process.use({
      onMessage: (message) => {
        this.#said = undefined;
        if (!this.#disposed) this.#onMessage?.(message);
      },
      onEnd: (end) => this.#end(end),
    });
  }

  #end(end: ProcessEnd): void {
    const said = this.#said;
    this.#said = undefined;
    if (end.isLost && said !== undefined && !this.#disposed) {
      this.#kept = said;
      void this.#beginAgain(end);
    } else this.#leave(end);
  }

  async #beginAgain(end: ProcessEnd): Promise<void> {
    this.#giveBack(false);
    try {
      const lease = await this.#pool.lease(this.#abort, { anew: true });
      if (this.#disposed) {
        void this.#pool.release(lease, { finished: false });
        return;
      }
      const kept = this.#kept ?? [];
      this.#kept = undefined;
      this.#use(lease);
      for (const message of kept) lease.process.post(message);
    } catch {
      this.#leave(end);
    }
  }

  #leave(exit: SandboxExit): void {
    this.#exit = exit;
    if (!this.#disposed) this.#onExit?.(exit);
  }

  #giveBack(finished: boolean): void {
    const lease = this.#lease;
    this.#lease = undefined;
    if (lease !== undefined) void this.#pool.release(lease, { finished });
  }
}
