import type { Sandbox } from "@e2b/code-interpreter";
import type { E2BSettings } from "./e2b-settings.js";
import { GuestProcess } from "./guest-process.js";
import { noteGone, noteRunning } from "./left-running.js";
import { openSdkSandbox } from "./open-sdk-sandbox.js";
import { retrying } from "./retrying.js";
import { SandboxLife } from "./sandbox-life.js";
import { ExpiredError } from "./sdk-errors.js";
import type { StraySandboxes } from "./stray-sandboxes.js";

/**
 * How long an unused sandbox's stream stays open. It keeps this program alive, so that one that is done
 * and forgot to close its client ends this much later.
 */
const LINGER_MS = 2_000;
/** How long a guest has its sandbox to itself before the process for the next one is started. */
const SPARE_DELAY_MS = 50;
/** How long a request to make a sandbox may still take when nobody wants the sandbox any more. */
const LAST_WAIT_MS = 5_000;

/** One sandbox of the service: its life, and a guest's process prepared ahead of need. */
export class CloudSandbox {
  readonly #settings: E2BSettings;
  readonly #command: string;
  readonly #strays: StraySandboxes;
  readonly #request = new AbortController();
  #opening: Promise<void> | undefined;
  #sandbox: Sandbox | undefined;
  #life: SandboxLife | undefined;
  #spare: GuestProcess | undefined;
  #preparing: NodeJS.Timeout | undefined;
  #lingering: NodeJS.Timeout | undefined;
  #paused = false;
  #served = false;
  #closed = false;
  #cease: () => void = () => {};
  readonly #closing = new Promise<void>((resolve) => {
    this.#cease = resolve;
  });

  constructor(settings: E2BSettings, command: string, strays: StraySandboxes) {
    this.#settings = settings;
    this.#command = command;
    this.#strays = strays;
  }

  /** Makes the sandbox, or attaches to it, and waits until a guest is ready in it. */
  open(): Promise<void> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  /** True for one that an execution has been given. */
  get hasServed(): boolean {
    return this.#served;
  }

  /** A process for one execution; with `anew` not the one that is prepared. Rejects if the sandbox is gone. */
  async lease({ anew }: { anew: boolean }): Promise<GuestProcess> {
    clearTimeout(this.#lingering);
    await this.wake();
    if (this.#isOwn && this.#life?.hasExpired) throw new ExpiredError();
    await this.#life?.hold();
    const process = await this.#takeSpare({ anew });
    this.#served = true;
    this.#preparing = setTimeout(() => this.#prepare(), SPARE_DELAY_MS).unref();
    return process;
  }

  /** Takes a process back. Resolves when the sandbox can be used again. */
  async release(process: GuestProcess, { finished }: { finished: boolean }): Promise<void> {
    if (this.#closed && this.#isOwn) {
      process.abandon();
      return;
    }
    const killed = process.kill();
    // A guest that is done does nothing any more; any other takes the machine until it is gone.
    if (!finished) await killed;
  }

  /** Nobody uses it now: its stream is closed after a while, and unless it is kept it may expire. */
  rest({ keep }: { keep: boolean }): void {
    this.#prepare();
    clearTimeout(this.#lingering);
    this.#lingering = setTimeout(() => void this.#detachSpare(), LINGER_MS).unref();
    if (keep) void this.#life?.hold().catch(() => {});
    else this.#life?.release();
  }

  /** Only for one that is not in use. Processes and files come back with {@link wake}. */
  async pause(): Promise<void> {
    if (this.#paused || this.#closed) return;
    clearTimeout(this.#lingering);
    this.#life?.stop();
    await this.#detachSpare();
    await retrying(async () => this.#sandbox?.pause());
    this.#paused = true;
  }

  async wake(): Promise<void> {
    if (!this.#paused) return;
    await retrying(async () => this.#sandbox?.connect({ timeoutMs: this.#settings.timeoutMs }));
    this.#paused = false;
    this.#life?.renew();
  }

  /** Kills the sandbox if it was made here, or else its processes. Waits for one that is being made. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#cease();
    const cut = setTimeout(() => this.#request.abort(), LAST_WAIT_MS);
    await this.#opening?.catch(() => {});
    clearTimeout(cut);
    clearTimeout(this.#lingering);
    clearTimeout(this.#preparing);
    this.#life?.stop();
    if (this.#isOwn) await this.#kill();
    else await this.#spare?.kill();
  }

  get #isOwn(): boolean {
    return this.#settings.sandboxId === undefined;
  }

  async #kill(): Promise<void> {
    this.#spare?.abandon();
    const sandbox = this.#sandbox;
    if (sandbox === undefined) return;
    try {
      await retrying(() => sandbox.kill());
      noteGone(sandbox.sandboxId);
    } catch {
      // It stays in the list of those that are left running; E2B ends it when its time is over.
    }
  }

  async #open(): Promise<void> {
    const { timeoutMs, onSandbox } = this.#settings;
    const sandbox = await openSdkSandbox(this.#settings, {
      strays: this.#strays,
      isClosed: () => this.#closed,
      signal: this.#request.signal,
    });
    // What is somebody else's may live longer, which connecting does not change, unlike setting its time.
    const life = new SandboxLife(timeoutMs, async () => {
      if (this.#isOwn) await sandbox.setTimeout(timeoutMs);
      else await sandbox.connect({ timeoutMs });
    });
    this.#sandbox = sandbox;
    this.#life = life;
    if (this.#isOwn) {
      noteRunning(sandbox.sandboxId, () => this.#paused || !life.hasExpired);
    }
    if (onSandbox !== undefined) {
      const introduced = (async () => onSandbox(sandbox))();
      // Whatever it waits for, the sandbox is killed when the executor is closed.
      await this.#inUse(life, Promise.race([introduced, this.#closing]));
    }
    if (this.#closed) return;
    this.#prepare();
    await this.#spare?.ready;
  }

  /** Its time is extended meanwhile, as while code runs. */
  async #inUse(life: SandboxLife, work: Promise<unknown>): Promise<void> {
    try {
      await Promise.all([work, life.hold()]);
    } finally {
      if (this.#closed) life.stop();
      else life.release();
    }
  }

  /** Starts a process ahead of need. */
  #prepare(): void {
    clearTimeout(this.#preparing);
    if (!this.#closed) this.#spare ??= this.#startProcess();
  }

  /** The one prepared, if it lives; else another. */
  async #takeSpare({ anew }: { anew: boolean }): Promise<GuestProcess> {
    const spare = this.#spare;
    this.#spare = undefined;
    if (spare !== undefined && !anew && (await isUsable(spare))) return spare;
    void spare?.kill();
    const process = this.#startProcess();
    await process.started;
    return process;
  }

  async #detachSpare(): Promise<void> {
    const spare = this.#spare;
    await spare?.ready.catch(() => {});
    // While it was not ready, an execution may have got it: the stream is that one's now.
    if (spare === this.#spare) await spare?.detach().catch(() => {});
  }

  #startProcess(): GuestProcess {
    return new GuestProcess(this.#sandbox as Sandbox, this.#command);
  }
}

async function isUsable(spare: GuestProcess): Promise<boolean> {
  try {
    await spare.started;
    if (!spare.isAttached && !spare.hasEnded) await spare.attach();
    return !spare.hasEnded;
  } catch {
    return false;
  }
}
