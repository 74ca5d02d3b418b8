import {
  type E2BExecutorOptions,
  type ExecuteOptions,
  type ExecutionResult,
  type ExecutorCapabilities,
  type ExecutorHostOwner,
  type Sandbox,
  SandboxExecutor,
  type SandboxSpec,
} from "@toolweave/core";
import { CloudPool } from "./cloud-pool.js";
import { type E2BSettings, e2bSettings, executionTimeoutOf } from "./e2b-settings.js";
import { GuestLease } from "./guest-lease.js";
import { startCommand } from "./start-command.js";
import { withCallsMade } from "./with-calls-made.js";

/**
 * Runs code in cloud sandboxes of E2B. Tool calls, and the credentials they need, stay on the host: only
 * names, arguments and results cross.
 */
export class E2BCodeExecutor extends SandboxExecutor {
  readonly supports: ExecutorCapabilities = {
    isolation: "remote",
    memoryLimit: true,
    typescript: true,
  };
  readonly #settings: E2BSettings;
  #pool: CloudPool | undefined;

  /** @throws ToolweaveError `CONFIG_INVALID` without an API key, or for options outside their range. */
  constructor(client?: ExecutorHostOwner, options: E2BExecutorOptions = {}) {
    super(client, { timeoutMs: executionTimeoutOf(options) });
    this.#settings = e2bSettings(options);
  }

  override async execute(
    code: string,
    timeout?: number,
    options?: ExecuteOptions,
  ): Promise<ExecutionResult> {
    return withCallsMade(await super.execute(code, timeout, options));
  }

  /**
   * Pauses the sandboxes that are not in use and resolves with their number. What they hold comes back
   * when an execution needs one, or with {@link resume}. Rejects with `SANDBOX_PAUSE_FAILED`.
   */
  async pause(): Promise<number> {
    return (await this.#pool?.pause()) ?? 0;
  }

  /** Resumes paused sandboxes ahead of need. Rejects with `SANDBOX_PAUSE_FAILED`. */
  async resume(): Promise<void> {
    await this.#pool?.resume();
  }

  protected override async openSandbox(spec: SandboxSpec): Promise<Sandbox> {
    const { guestRuntime } = spec;
    const { memoryLimitMb } = this.#settings;
    this.#pool ??= new CloudPool(this.#settings, startCommand({ memoryLimitMb, guestRuntime }));
    return new GuestLease(this.#pool, await this.#pool.lease(spec));
  }

  /** Kills all sandboxes that this executor made, also those under way, but none it only attached to. */
  override async cleanup(): Promise<void> {
    await super.cleanup();
    await this.#pool?.close();
  }
}
