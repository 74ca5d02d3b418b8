/** What an executor claims of itself; the conformance kit skips a case only by such a claim. */
export interface ExecutorCapabilities {
  /** What stands between the guest and the host process. */
  readonly isolation: "none" | "thread" | "process" | "wasm" | "remote";
  /** A guest past its memory limit ends, and the host survives. */
  readonly memoryLimit: boolean;
  /** TypeScript runs. */
  readonly typescript: boolean;
  /** A guest that waits for replies only can be saved, and go on in another process. Default false. */
  readonly snapshot?: boolean | undefined;
}

/** What an executor is asked to open a sandbox for. */
export interface SandboxSpec {
  /** The guest runtime: evaluates to `(send, compile?) => (message) => void`. */
  readonly guestRuntime: string;
  /** Aborted when the execution is over before the sandbox is open. */
  readonly signal: AbortSignal;
  /**
   * Holds the clock of the execution, whose timeout bounds the opening too, or lets it run again: for one that
   * waits until others are done. Absent where there is no clock.
   */
  readonly holdClock?: ((held: boolean) => void) | undefined;
}

/** Why a sandbox ended by itself. */
export interface SandboxExit {
  readonly kind: "memory" | "crash" | "closed";
  /** One sentence for the developer. */
  readonly message: string;
}

/** One live guest, as a channel of strings. */
export interface Sandbox {
  /** Delivers one protocol message to the guest. Messages after the end are dropped. */
  post(message: string): void;
  /**
   * How many characters of what was posted the guest has not taken yet, if the executor knows. While they
   * are many, further answers wait: what a guest never reads must not fill the host.
   */
  backlog?: (() => number) | undefined;
  /** Called once, before the first `post`. */
  onMessage(listener: (message: string) => void): void;
  /** Called when the sandbox ends other than by `dispose`. */
  onExit(listener: (exit: SandboxExit) => void): void;
  /**
   * Ends the guest, whatever it is doing, and frees what it held. `finished` says that the guest is
   * done by its own word, so that an executor may reuse what is clean.
   */
  dispose(options: { finished: boolean }): void | Promise<void>;
  /**
   * Saves the guest, which goes on: only where the executor claims `snapshot`. Waits while the guest
   * runs. Rejects with `SNAPSHOT_NOT_QUIET` where it waits for anything but replies, has ended, or was
   * disposed of.
   */
  snapshot?: (() => Promise<Uint8Array>) | undefined;
}
