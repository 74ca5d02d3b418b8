import { CodeError } from "../compile/code-error.js";
import { compileCode } from "../compile/compile-code.js";
import type { ExecuteOptions, ExecutionResult, ToolCallRecord } from "../contract/execution.js";
import type { ExecutorCapabilities, Sandbox, SandboxSpec } from "../contract/executor.js";
import type { ExecutionGate, ExecutorHostOwner } from "../contract/executor-host.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { GUEST_RUNTIME } from "../generated/guest-runtime.generated.js";
import { BaseCodeExecutor } from "./base-code-executor.js";
import { Execution, type Outcome } from "./execution.js";
import { compileFailure, failureText, hostFailure } from "./execution-failure.js";
import { ExecutionLog } from "./execution-log.js";
import { Recalls } from "./recalls.js";
import { abortError, RunningExecutions } from "./running-executions.js";

/** Options every sandbox executor has. */
export interface SandboxExecutorOptions {
  /** Milliseconds an execution may take. Default 30,000. */
  timeoutMs?: number | undefined;
}

const DEFAULT_TIMEOUT_MS = 30_000;
/** Results of the greatest size that one execution may recall. */
const MAX_RECALLS = 4;

/**
 * An executor whose sandbox evaluates JavaScript and exchanges strings. It owns the life of an
 * execution; a concrete executor implements `openSandbox`.
 */
export abstract class SandboxExecutor extends BaseCodeExecutor {
  /** What this executor claims of itself. */
  abstract readonly supports: ExecutorCapabilities;
  readonly #timeoutMs: number;
  readonly #executions = new RunningExecutions();

  constructor(client?: ExecutorHostOwner, options: SandboxExecutorOptions = {}) {
    super(client);
    this.#timeoutMs = checkTimeout(options.timeoutMs ?? DEFAULT_TIMEOUT_MS, "timeoutMs");
  }

  override get defaultTimeoutMs(): number {
    return this.#timeoutMs;
  }

  override get offersRecall(): boolean {
    return true;
  }

  /** Opens a sandbox for one execution. Rejects when `spec.signal` aborts. */
  protected abstract openSandbox(spec: SandboxSpec): Promise<Sandbox>;

  override async execute(
    code: string,
    timeout?: number,
    options: ExecuteOptions = {},
  ): Promise<ExecutionResult> {
    const timeoutMs = checkTimeout(timeout ?? this.#timeoutMs, "timeout");
    const { host } = this;
    const { limits } = host;
    const log = new ExecutionLog(limits.maxLogBytes, options.onLog);
    let gate: ExecutionGate | undefined;
    let started = performance.now();
    let outcome: Outcome;
    try {
      outcome = await this.#executions.run(options.signal, async (signal) => {
        const compiling = compileCode(code);
        compiling.catch(() => {});
        await untilAborted(host.connectServers(), signal);
        const compiled = await compiling;
        const sandbox = await this.#open(signal);
        gate = host.openGate({
          onToolCall: options.onToolCall,
          onApprovalWait: (waiting) => execution.holdClock(waiting),
        });
        started = performance.now();
        const execution: Execution = new Execution({
          compiled,
          gate,
          log,
          recalls: new Recalls(host, MAX_RECALLS * limits.maxResultBytes),
          sandbox,
          timeoutMs,
          signal,
          limits,
        });
        try {
          return await execution.run();
        } finally {
          gate.close();
          await sandbox.dispose({ finished: execution.finished });
        }
      });
    } catch (thrown) {
      const failure =
        thrown instanceof CodeError ? compileFailure(thrown, code) : hostFailure(thrown);
      outcome = { failure };
    }
    return resultOf(outcome, log, gate?.records() ?? [], (performance.now() - started) / 1000);
  }

  /**
   * Ends running executions, and refuses further ones, with `EXECUTOR_CLOSED`. An executor that holds
   * more than its sandboxes overrides it and calls it first.
   */
  override async cleanup(): Promise<void> {
    await this.#executions.close();
  }

  async #open(signal: AbortSignal): Promise<Sandbox> {
    const opening = this.openSandbox({ guestRuntime: GUEST_RUNTIME, signal });
    try {
      return await untilAborted(opening, signal);
    } catch (error) {
      opening.then(
        (sandbox) => sandbox.dispose({ finished: false }),
        () => {},
      );
      throw error;
    }
  }
}

function resultOf(
  outcome: Outcome,
  log: ExecutionLog,
  toolCalls: ToolCallRecord[],
  seconds: number,
): ExecutionResult {
  const common = { logs: log.lines(), execution_time: seconds, tool_calls: toolCalls };
  if ("value" in outcome) return { result: outcome.value, error: null, ...common };
  const { failure } = outcome;
  return { result: null, error: failureText(failure), error_details: failure, ...common };
}

/** Waits for a promise, but no longer than the signal allows. */
async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let onAbort: (() => void) | undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      promise.then(resolve, reject);
      onAbort = () => reject(abortError(signal));
      if (signal.aborted) onAbort();
      else signal.addEventListener("abort", onAbort, { once: true });
    });
  } finally {
    if (onAbort !== undefined) signal.removeEventListener("abort", onAbort);
  }
}

function checkTimeout(value: unknown, name: string): number {
  if (typeof value === "number" && value > 0) return value;
  throw new ToolweaveError(
    "CONFIG_INVALID",
    `${name} must be a number of milliseconds above 0, not ${String(value)}`,
  );
}
