import { availableParallelism } from "node:os";
// Not the global ones: where a test fakes those, nothing would go on, and a jsdom has others.
import { clearTimeout, setTimeout } from "node:timers";
import type { SandboxExit, SandboxSpec } from "../contract/executor.js";
import { describeError } from "../errors/describe-error.js";
import type { ErrorCode } from "../errors/error-code.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { FairQueue } from "./fair-queue.js";
import { HoldOff } from "./hold-off.js";
import type { LeasedSandbox } from "./leased-sandbox.js";
import type { CompletePoolOptions } from "./pool-options.js";
import type { OpenRunnerChannel } from "./runner-channel.js";
import { SandboxHost } from "./sandbox-host.js";

const START_TIMEOUT_MS = 10_000;
/** Starting more at once only makes each of them slower. */
const MAX_STARTING = 2;
/** How long the first guest has the machine to itself before the next runner is started. */
const SPARE_DELAY_MS = 50;
/** After none could be started, for as long as there are others to use. */
const HOLD_OFF_MS = 1_000;

/** What a pool needs to know. */
export interface SandboxPoolSpec {
  readonly guestRuntime: string;
  readonly open: OpenRunnerChannel;
  readonly options: CompletePoolOptions;
  /** The code of the error for an execution beyond the queue's bound. */
  readonly exhaustedCode: ErrorCode;
}

/** Runners, each shared by executions one at a time, with spares ahead of need and a fair queue. */
export class SandboxPool {
  readonly #spec: SandboxPoolSpec;
  readonly #all = new Set<SandboxHost>();
  readonly #starting = new Set<SandboxHost>();
  readonly #returning = new Set<SandboxHost>();
  readonly #idle: SandboxHost[] = [];
  readonly #idleTimers = new Map<SandboxHost, NodeJS.Timeout>();
  readonly #queue: FairQueue<LeasedSandbox>;
  readonly #processors = availableParallelism();
  #spareTimer: NodeJS.Timeout | undefined;
  readonly #holdOff = new HoldOff(HOLD_OFF_MS, () => this.#startSpares());
  #failedStarts = 0;
  #closed = false;

  constructor(spec: SandboxPoolSpec) {
    this.#spec = spec;
    this.#queue = new FairQueue(spec.options.maxQueue);
  }

  /**
   * Resolves with a fresh guest, in the order of the calls.
   *
   * @throws ToolweaveError the pool's `exhaustedCode`, `SANDBOX_START_FAILED`, `EXECUTOR_CLOSED`.
   */
  acquire(spec: Pick<SandboxSpec, "signal" | "holdClock">): Promise<LeasedSandbox> {
    if (this.#closed) return Promise.reject(closedError());
    const sandbox = this.#queue.length === 0 ? this.#lease() : undefined;
    if (sandbox !== undefined) return Promise.resolve(sandbox);
    if (this.#queue.isFull(this.#unused)) return Promise.reject(this.#exhausted());
    // No clock runs: a runner that does not start is given up in time by the pool itself.
    const turn = this.#queue.join(spec.signal, spec.holdClock);
    this.#startUpTo(this.#queue.length);
    return turn;
  }

  /** Ends every runner; who waits is told so. Resolves when the runners are gone. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#spareTimer);
    this.#holdOff.cancel();
    this.#queue.rejectAll(closedError());
    for (const host of this.#all) host.kill();
    // Runners do not keep this process alive, but whoever waits for their end must live to see it.
    const keepAlive = setTimeout(() => {}, START_TIMEOUT_MS);
    await Promise.all([...this.#all].map(({ exited }) => exited));
    clearTimeout(keepAlive);
  }

  /** How many more executions could run, were all runners started. */
  get #unused(): number {
    const ready = this.#idle.length + this.#starting.size + this.#returning.size;
    return this.#spec.options.max - this.#all.size + ready;
  }

  #serve(): void {
    while (this.#queue.length > 0) {
      const sandbox = this.#lease();
      if (sandbox === undefined) break;
      this.#queue.serve(sandbox);
    }
    this.#startUpTo(this.#queue.length);
  }

  #lease(): LeasedSandbox | undefined {
    // The last one in was the last one used: its memory is warm, and the others may time out.
    const host = this.#idle.pop();
    if (host === undefined) return undefined;
    clearTimeout(this.#idleTimers.get(host));
    this.#startSparesSoon();
    return host.lease({ isCrowded: this.#isCrowded });
  }

  /** True if other runners leave no processors of their own to this thread and the runner that was just taken. */
  get #isCrowded(): boolean {
    const atWork = this.#all.size - this.#idle.length;
    return atWork + 1 > this.#processors;
  }

  #startSparesSoon(): void {
    this.#spareTimer ??= setTimeout(() => this.#startSpares(), SPARE_DELAY_MS).unref();
  }

  #startSpares(): void {
    this.#spareTimer = undefined;
    this.#startUpTo(this.#queue.length + this.#spec.options.min);
  }

  /** Starts runners until so many are ready or will be, within the pool's bounds. */
  #startUpTo(wanted: number): void {
    if (this.#closed || (this.#holdOff.isOn && this.#hasStarted)) return;
    const { max } = this.#spec.options;
    const ready = this.#idle.length + this.#returning.size;
    while (
      ready + this.#starting.size < wanted &&
      this.#starting.size < MAX_STARTING &&
      this.#all.size < max
    ) {
      try {
        this.#start();
      } catch (error) {
        // The next attempt would fail as well, and nobody else tells those who wait.
        this.#giveUp({ message: describeError(error) });
        return;
      }
    }
  }

  /** @throws Error where the host may not start runners at all. */
  #start(): void {
    const { guestRuntime, open } = this.#spec;
    const host = new SandboxHost(guestRuntime, open, {
      onIdle: (idle) => this.#onIdle(idle),
      onReturning: (returning) => this.#returning.add(returning),
      onExit: (gone, exit) => this.#onExit(gone, exit),
      onLost: (sandbox, exit) =>
        void sandbox.beginAgain(exit, (signal) => this.acquire({ signal })),
    });
    this.#all.add(host);
    this.#starting.add(host);
    host.killAfter(START_TIMEOUT_MS);
  }

  /** Those who wait get a runner that there is already, and are told what is wrong only if there is none. */
  #giveUp(failure: Pick<SandboxExit, "message">): void {
    this.#failedStarts = 0;
    if (this.#hasStarted) this.#holdOff.begin();
    else this.#queue.rejectAll(startError(failure));
  }

  /** True if a runner could be started that has not ended yet. */
  get #hasStarted(): boolean {
    return this.#all.size > this.#starting.size;
  }

  #onIdle(host: SandboxHost): void {
    if (this.#starting.delete(host)) this.#failedStarts = 0;
    this.#returning.delete(host);
    if (this.#closed) return;
    this.#idle.push(host);
    const { idleMs } = this.#spec.options;
    this.#idleTimers.set(host, setTimeout(() => this.#retire(host), idleMs).unref());
    this.#serve();
  }

  #retire(host: SandboxHost): void {
    if (this.#idle.length <= this.#spec.options.min) return;
    // At once: it takes a moment to end, in which nobody may be given it.
    this.#removeIdle(host);
    host.kill();
  }

  #removeIdle(host: SandboxHost): void {
    const index = this.#idle.indexOf(host);
    if (index >= 0) this.#idle.splice(index, 1);
  }

  #onExit(host: SandboxHost, exit: SandboxExit): void {
    this.#all.delete(host);
    this.#returning.delete(host);
    clearTimeout(this.#idleTimers.get(host));
    this.#idleTimers.delete(host);
    this.#removeIdle(host);
    if (this.#closed) return;
    if (this.#starting.delete(host) && ++this.#failedStarts >= MAX_STARTING) {
      this.#giveUp(exit);
      return;
    }
    this.#startSpares();
  }

  #exhausted(): ToolweaveError {
    const { exhaustedCode, options } = this.#spec;
    return new ToolweaveError(
      exhaustedCode,
      `All sandboxes are busy and ${options.maxQueue} executions are waiting. Raise ` +
        "executorOptions.pool.max or pool.maxQueue, or run fewer executions at once.",
    );
  }
}

function closedError(): ToolweaveError {
  return new ToolweaveError("EXECUTOR_CLOSED", "The executor has been closed.");
}

function startError({ message }: Pick<SandboxExit, "message">): ToolweaveError {
  return new ToolweaveError("SANDBOX_START_FAILED", `No sandbox could be started. ${message}`);
}
