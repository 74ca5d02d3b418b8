import {
  type ExecutorCapabilities,
  type ExecutorHostOwner,
  type Sandbox,
  SandboxExecutor,
  type SandboxSpec,
  ToolweaveError,
  type VMExecutorOptions,
} from "@toolweave/core";
import { SandboxPool } from "./sandbox-pool.js";
import type { VMPoolOptions } from "./vm-executor-options.js";

const DEFAULT_MEMORY_LIMIT_MB = 512;
const DEFAULT_POOL: Required<VMPoolOptions> = { min: 1, max: 8, idleMs: 30_000, maxQueue: 1_000 };

/**
 * Runs code in a fresh `node:vm` context inside a child process that holds nothing of the host: no
 * environment, no files, no memory. Every limit is enforced by ending that process.
 */
export class VMCodeExecutor extends SandboxExecutor {
  readonly supports: ExecutorCapabilities = {
    isolation: "process",
    memoryLimit: true,
    typescript: true,
  };
  readonly #memoryLimitMb: number;
  readonly #poolOptions: Required<VMPoolOptions>;
  #pool: SandboxPool | undefined;
  #closed = false;

  /** @throws ToolweaveError `CONFIG_INVALID` for options outside their range. */
  constructor(client?: ExecutorHostOwner, options: VMExecutorOptions = {}) {
    super(client, options);
    this.#memoryLimitMb = atLeast(
      16,
      options.memoryLimitMb ?? DEFAULT_MEMORY_LIMIT_MB,
      "memoryLimitMb",
    );
    const { min, max, idleMs, maxQueue } = { ...DEFAULT_POOL, ...options.pool };
    this.#poolOptions = {
      max: atLeast(1, max, "pool.max"),
      min: Math.min(atLeast(0, min, "pool.min"), max),
      idleMs: atLeast(0, idleMs, "pool.idleMs"),
      maxQueue: atLeast(0, maxQueue, "pool.maxQueue"),
    };
  }

  protected override openSandbox({ guestRuntime, signal }: SandboxSpec): Promise<Sandbox> {
    if (this.#closed) {
      return Promise.reject(new ToolweaveError("EXECUTOR_CLOSED", "The executor has been closed."));
    }
    this.#pool ??= new SandboxPool({
      guestRuntime,
      memoryLimitMb: this.#memoryLimitMb,
      options: this.#poolOptions,
    });
    return this.#pool.acquire(signal);
  }

  override async cleanup(): Promise<void> {
    this.#closed = true;
    await this.#pool?.close();
  }
}

function atLeast(least: number, value: unknown, name: string): number {
  if (typeof value === "number" && value >= least) return value;
  throw new ToolweaveError(
    "CONFIG_INVALID",
    `executorOptions.${name} must be a number of at least ${least}, not ${String(value)}`,
  );
}
