import { types } from "node:util";
import {
  type ExecutorCapabilities,
  type ExecutorHostOwner,
  type QuickJSExecutorOptions,
  type Sandbox,
  SandboxExecutor,
  type SandboxSpec,
  ToolweaveError,
} from "@toolweave/core";
import {
  type CompletePoolOptions,
  checkKeys,
  type LeasedSandbox,
  memoryLimitOption,
  poolOptions,
  SandboxPool,
} from "@toolweave/core/node";
import { engineModule } from "./engine.js";
import { WorkerChannel } from "./worker-channel.js";

const DEFAULT_MEMORY_LIMIT_MB = 64;
const LEAST_MEMORY_LIMIT_MB = 8;
/** What 32-bit WebAssembly can address. */
const MOST_MEMORY_MB = 4_096;
/** What the machine's memory may come to beyond the guest's values: the stack, messages on their way. */
const OVERHEAD_MB = 16;
const KEYS: readonly string[] = [
  "memoryLimitMb",
  "pool",
  "timeoutMs",
] satisfies (keyof QuickJSExecutorOptions)[];
const MEBIBYTE = 1024 * 1024;

/**
 * Runs code in QuickJS, compiled to WebAssembly, in worker threads: whatever the code does to the engine,
 * it reaches the memory of its own WebAssembly instance and no more.
 */
export class QuickJSCodeExecutor extends SandboxExecutor {
  readonly supports: ExecutorCapabilities = {
    isolation: "wasm",
    memoryLimit: true,
    typescript: true,
    snapshot: true,
  };
  readonly #memoryLimitMb: number;
  readonly #poolOptions: CompletePoolOptions;
  #pool: SandboxPool | undefined;

  /** @throws ToolweaveError `CONFIG_INVALID` for options outside their range. */
  constructor(client?: ExecutorHostOwner, options: QuickJSExecutorOptions = {}) {
    checkKeys("executorOptions", options, KEYS);
    super(client, options);
    const { memoryLimitMb = DEFAULT_MEMORY_LIMIT_MB, pool } = options;
    this.#memoryLimitMb = memoryLimitOption(
      memoryLimitMb,
      LEAST_MEMORY_LIMIT_MB,
      MOST_MEMORY_MB - OVERHEAD_MB,
    );
    this.#poolOptions = poolOptions(pool);
  }

  protected override openSandbox(spec: SandboxSpec): Promise<Sandbox> {
    this.#pool ??= this.#openPool(spec.guestRuntime);
    return this.#pool.acquire(spec);
  }

  override async restore(
    snapshot: Uint8Array,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<Sandbox> {
    if (!types.isUint8Array(snapshot)) {
      const message = "The snapshot cannot be restored. It is no Uint8Array.";
      throw new ToolweaveError("SNAPSHOT_INVALID", message);
    }
    // A copy, since the caller may alter it, or give its memory away, before it is sent. If that is done already,
    // it has no length, and cannot be copied.
    const saved = snapshot.length === 0 ? new Uint8Array() : new Uint8Array(snapshot);
    const sandbox = (await this.open(signal)) as LeasedSandbox;
    try {
      signal.throwIfAborted();
      await sandbox.restore?.(saved);
      signal.throwIfAborted();
      return sandbox;
    } catch (error) {
      sandbox.dispose({ finished: true });
      throw error;
    }
  }

  override async cleanup(): Promise<void> {
    await super.cleanup();
    await this.#pool?.close();
  }

  #openPool(guestRuntime: string): SandboxPool {
    const memoryCap = (this.#memoryLimitMb + OVERHEAD_MB) * MEBIBYTE;
    const memoryBytes = this.#memoryLimitMb * MEBIBYTE;
    return new SandboxPool({
      guestRuntime,
      open: (events) => {
        const module = engineModule(memoryCap);
        return new WorkerChannel({ module, guestRuntime, memoryBytes, memoryCap }, events);
      },
      options: this.#poolOptions,
      exhaustedCode: "QUICKJS_POOL_EXHAUSTED",
    });
  }
}
