import { type Sandbox, type SandboxExit, ToolweaveError } from "@toolweave/core";
import { SandboxProcess } from "./sandbox-process.js";
import type { VMPoolOptions } from "./vm-executor-options.js";

const START_TIMEOUT_MS = 10_000;
/** Starting more at once only makes each of them slower. */
const MAX_STARTING = 2;

/** What the pool needs to know. */
export interface SandboxPoolSpec {
  readonly guestRuntime: string;
  readonly memoryLimitMb: number;
  readonly options: Required<VMPoolOptions>;
}

interface Waiter {
  resolve(sandbox: Sandbox): void;
  reject(error: unknown): void;
}

/** Sandbox processes, shared by executions one at a time, with a fair and bounded queue. */
export class SandboxPool {
  readonly #spec: SandboxPoolSpec;
  readonly #all = new Set<SandboxProcess>();
  readonly #starting = new Set<SandboxProcess>();
  readonly #idle: SandboxProcess[] = [];
  readonly #idleTimers = new Map<SandboxProcess, NodeJS.Timeout>();
  readonly #queue: Waiter[] = [];
  readonly #killAll = (): void => {
    for (const process of this.#all) process.kill();
  };
  #failedStarts = 0;
  #closed = false;

  constructor(spec: SandboxPoolSpec) {
    this.#spec = spec;
    process.on("exit", this.#killAll);
  }

  /** Starts the processes that are to be kept ready. */
  warm(): void {
    while (!this.#closed && this.#all.size < this.#spec.options.min) this.#start();
  }

  /**
   * Resolves with a fresh guest.
   *
   * @throws ToolweaveError `VM_POOL_EXHAUSTED`, `SANDBOX_START_FAILED`, `EXECUTOR_CLOSED`.
   */
  acquire(signal: AbortSignal): Promise<Sandbox> {
    if (this.#closed) return Promise.reject(closedError());
    const { maxQueue } = this.#spec.options;
    if (this.#idle.length === 0 && this.#queue.length >= maxQueue) {
      return Promise.reject(exhaustedError(maxQueue));
    }
    return new Promise((resolve, reject) => {
      const keepAlive = setTimeout(() => {}, 2 ** 31 - 1);
      const leave = (): void => {
        const index = this.#queue.indexOf(waiter);
        if (index >= 0) this.#queue.splice(index, 1);
        waiter.reject(signal.reason);
      };
      const over = (): void => {
        clearTimeout(keepAlive);
        signal.removeEventListener("abort", leave);
      };
      const waiter: Waiter = {
        resolve: (sandbox) => {
          over();
          resolve(sandbox);
        },
        reject: (error) => {
          over();
          reject(error);
        },
      };
      signal.addEventListener("abort", leave, { once: true });
      this.#queue.push(waiter);
      this.#serve();
    });
  }

  /** Ends every process; who waits is told so. Resolves when the processes are gone. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const waiter of this.#queue.splice(0)) waiter.reject(closedError());
    process.off("exit", this.#killAll);
    this.#killAll();
    await Promise.all([...this.#all].map(({ exited }) => exited));
  }

  #serve(): void {
    while (this.#queue.length > 0 && this.#idle.length > 0) {
      // The last one in was the last one used: its memory is warm, and the others may time out.
      const process = this.#idle.pop() as SandboxProcess;
      clearTimeout(this.#idleTimers.get(process));
      (this.#queue.shift() as Waiter).resolve(process.lease());
    }
    const { max } = this.#spec.options;
    const startable = Math.min(MAX_STARTING, this.#queue.length) - this.#starting.size;
    for (let i = 0; i < startable && this.#all.size < max; i++) this.#start();
  }

  #start(): void {
    const { guestRuntime, memoryLimitMb } = this.#spec;
    const started = new SandboxProcess(guestRuntime, memoryLimitMb, {
      onIdle: (process) => this.#onIdle(process),
      onExit: (process, exit) => this.#onExit(process, exit),
    });
    this.#all.add(started);
    this.#starting.add(started);
    setTimeout(() => {
      if (this.#starting.has(started)) started.kill();
    }, START_TIMEOUT_MS).unref();
  }

  #onIdle(process: SandboxProcess): void {
    if (this.#starting.delete(process)) this.#failedStarts = 0;
    if (this.#closed) return;
    this.#idle.push(process);
    const timer = setTimeout(() => this.#retire(process), this.#spec.options.idleMs).unref();
    this.#idleTimers.set(process, timer);
    this.#serve();
  }

  #retire(process: SandboxProcess): void {
    if (this.#all.size > this.#spec.options.min) process.kill();
  }

  #onExit(process: SandboxProcess, exit: SandboxExit): void {
    this.#all.delete(process);
    clearTimeout(this.#idleTimers.get(process));
    this.#idleTimers.delete(process);
    const index = this.#idle.indexOf(process);
    if (index >= 0) this.#idle.splice(index, 1);
    if (this.#closed) return;
    if (this.#starting.delete(process) && ++this.#failedStarts >= MAX_STARTING) {
      this.#failedStarts = 0;
      for (const waiter of this.#queue.splice(0)) waiter.reject(startError(exit));
      return;
    }
    this.warm();
    this.#serve();
  }
}

function closedError(): ToolweaveError {
  return new ToolweaveError("EXECUTOR_CLOSED", "The executor has been closed.");
}

function exhaustedError(maxQueue: number): ToolweaveError {
  return new ToolweaveError(
    "VM_POOL_EXHAUSTED",
    `All sandboxes are busy and ${maxQueue} executions are waiting. Raise executorOptions.pool.max or ` +
      "pool.maxQueue, or run fewer executions at once.",
  );
}

function startError({ message }: SandboxExit): ToolweaveError {
  return new ToolweaveError(
    "SANDBOX_START_FAILED",
    `No sandbox process could be started. ${message}`,
  );
}
