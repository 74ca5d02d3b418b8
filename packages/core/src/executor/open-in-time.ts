import type { Sandbox, SandboxSpec } from "../contract/executor.js";
import { describeError } from "../errors/describe-error.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import type { Cancellation } from "./cancellation.js";
import { checkSandbox } from "./check-sandbox.js";
import { ExecutionClock } from "./execution-clock.js";
import { OpeningSpec } from "./opening-spec.js";
import { untilCancelled } from "./until-cancelled.js";

/** What is opened, for whom, and for how long it is waited for. */
export interface Opening {
  readonly open: (spec: SandboxSpec) => Promise<Sandbox>;
  readonly executor: object;
  readonly timeoutMs: number;
  readonly cancellation: Cancellation;
}

/**
 * Opens a sandbox in no more time than its code may take, other executions' turns aside. One that comes too
 * late is disposed of.
 *
 * @throws ToolweaveError `EXECUTION_TIMEOUT`, `EXECUTION_ABORTED`, `EXECUTOR_INVALID`, `SANDBOX_START_FAILED`.
 */
export async function openInTime(opening: Opening): Promise<Sandbox> {
  const { open, executor, timeoutMs, cancellation } = opening;
  let late: ToolweaveError | undefined;
  const clock = new ExecutionClock(timeoutMs, () => {
    late = lateness(timeoutMs);
    cancellation.cancel(late);
  });
  const spec = new OpeningSpec(cancellation, clock);
  const opened = openNow(() => open(spec));
  try {
    const sandbox = await untilCancelled(opened, cancellation);
    checkSandbox(sandbox, executor);
    return sandbox;
  } catch (error) {
    opened.then((sandbox) => sandbox.dispose({ finished: false })).catch(() => {});
    if (late !== undefined && cancellation.reason === late) throw late;
    throw ToolweaveError.isInstance(error) ? error : startFailure(error);
  } finally {
    spec.end();
  }
}

/** An executor that throws in place of rejecting has failed all the same. */
async function openNow(open: () => Promise<Sandbox>): Promise<Sandbox> {
  return open();
}

function lateness(timeoutMs: number): ToolweaveError {
  return new ToolweaveError(
    "EXECUTION_TIMEOUT",
    `The execution timed out after ${timeoutMs} ms, before the code had begun: no sandbox was open yet. ` +
      "Run it again, or give it more time if sandboxes take that long.",
  );
}

function startFailure(cause: unknown): ToolweaveError {
  const message = `No sandbox could be opened: ${describeError(cause)}`;
  return new ToolweaveError("SANDBOX_START_FAILED", message, { cause });
}
