import { CodeError } from "../compile/code-error.js";
import { compileCode } from "../compile/compile-code.js";
import type { ExecuteOptions, ExecutionResult, ToolCallRecord } from "../contract/execution.js";
import type { ExecutorCapabilities, Sandbox, SandboxSpec } from "../contract/executor.js";
import type { ExecutionGate, ExecutorHostOwner } from "../contract/executor-host.js";
import { shown, wrongOption } from "../errors/check-keys.js";
import { describeError } from "../errors/describe-error.js";
import { GUEST_RUNTIME } from "../generated/guest-runtime.generated.js";
import { nextTurn } from "../protocol/in-slices.js";
import { settlesWithin } from "../protocol/settles-within.js";
import { BaseCodeExecutor } from "./base-code-executor.js";
import { EmittedContent } from "./emitted-content.js";
import { Execution, type Outcome } from "./execution.js";
import { compileFailure, failureText, hostFailure } from "./execution-failure.js";
import { ExecutionLog } from "./execution-log.js";
import { openInTime } from "./open-in-time.js";
import { Recalls } from "./recalls.js";
import { ReplyRoom } from "./reply-room.js";
import { RunningExecutions } from "./running-executions.js";
import { untilCancelled } from "./until-cancelled.js";

/** Options every sandbox executor has. */
export interface SandboxExecutorOptions {
  /** Milliseconds an execution may take. Default 30,000. */
  timeoutMs?: number | undefined;
}

const DEFAULT_TIMEOUT_MS = 30_000;
/** How long the outcome waits for the sandbox to be disposed of. */
const DISPOSE_MS = 10_000;
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
    this.#timeoutMs = checkTimeout(
      options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      "executorOptions.timeoutMs",
    );
  }

  override get defaultTimeoutMs(): number {
    return this.#timeoutMs;
  }

  override get offersRecall(): boolean {
    return true;
  }

  override get passesScope(): boolean {
    return true;
  }

  /**
   * Opens a sandbox for one execution. Rejects when `spec.signal` aborts, as it does at the execution's
   * timeout too: see `spec.holdClock`.
   */
  protected abstract openSandbox(spec: SandboxSpec): Promise<Sandbox>;

  /**
   * Opens a sandbox for whoever speaks the protocol with the guest, and disposes of it; `execute` does so
   * for everybody else. Rejects with `EXECUTOR_CLOSED` after `cleanup()`.
   */
  async open(signal: AbortSignal = new AbortController().signal): Promise<Sandbox> {
    this.#executions.checkOpen();
    return this.openSandbox({ guestRuntime: GUEST_RUNTIME, signal });
  }

  /**
   * Opens a sandbox whose guest goes on where `Sandbox.snapshot` saved it, in this process or another: only
   * where the executor claims `snapshot`. Rejects with `SNAPSHOT_INVALID`.
   */
  restore?(snapshot: Uint8Array, signal?: AbortSignal): Promise<Sandbox>;

  override async execute(
    code: string,
    timeout?: number,
    options: ExecuteOptions = {},
  ): Promise<ExecutionResult> {
    const timeoutMs = checkTimeout(timeout ?? this.#timeoutMs, "timeout");
    const { host } = this;
    const { limits } = host;
    const log = new ExecutionLog(limits.maxLogBytes, options.onLog);
    const content = new EmittedContent(limits);
    let gate: ExecutionGate | undefined;
    let started = performance.now();
    let outcome: Outcome;
    try {
      outcome = await this.#executions.run(options.signal, async (cancellation) => {
        // Not before what wakes the guest is on its way: the two do their work at the same time.
        const compiling = nextTurn().then(() => compileCode(code));
        compiling.catch(() => {});
        // Code that does without the last server need not wait for it.
        await untilCancelled(host.connectServers(timeoutMs), cancellation);
        const sandbox = await openInTime({
          open: (spec) => this.openSandbox(spec),
          executor: this,
          timeoutMs,
          cancellation,
        });
        const room = new ReplyRoom(sandbox, (error) => execution.failIn("backlog()", error));
        gate = host.openGate({
          scope: options.scope,
          onToolCall: options.onToolCall,
          supervisor: options.supervisor,
          onApprovalWait: (waiting) => execution.holdClock(waiting),
          room: () => room.wait(),
          onWarning: (text) => log.add({ type: "log", level: "warn", text }),
        });
        const execution: Execution = new Execution({
          gate,
          log,
          content,
          recalls: new Recalls(host, MAX_RECALLS * limits.maxResultBytes, options.supervisor),
          sandbox,
          timeoutMs,
          cancellation,
          limits,
        });
        try {
          execution.prepare();
          const compiled = await compiling;
          started = performance.now();
          return await execution.run(compiled);
        } finally {
          gate.close();
          room.end();
          await this.#dispose(sandbox, execution.finished, log);
        }
      });
    } catch (thrown) {
      const failure =
        thrown instanceof CodeError ? compileFailure(thrown, code) : hostFailure(thrown);
      outcome = { failure };
    }
    const seconds = (performance.now() - started) / 1000;
    return { ...resultOf(outcome, log, gate?.records() ?? [], seconds), ...content.field() };
  }

  /**
   * Ends running executions, and refuses further ones, with `EXECUTOR_CLOSED`. An executor that holds
   * more than its sandboxes overrides it and calls it first.
   */
  override async cleanup(): Promise<void> {
    await this.#executions.close();
  }

  /** What goes wrong with the sandbox afterwards takes nothing from the outcome. */
  async #dispose(sandbox: Sandbox, finished: boolean, log: ExecutionLog): Promise<void> {
    try {
      const disposing = sandbox.dispose({ finished });
      if (disposing === undefined || (await settlesWithin(DISPOSE_MS, disposing))) return;
      throw new Error(`it takes longer than ${DISPOSE_MS} ms`);
    } catch (error) {
      const text = `The sandbox could not be disposed of: ${describeError(error)}`;
      log.add({ type: "log", level: "warn", text });
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

function checkTimeout(value: unknown, name: string): number {
  if (typeof value === "number" && value > 0) return value;
  throw wrongOption(name, `must be a number of milliseconds above 0, not ${shown(value)}`);
}
