import { ToolweaveError } from "@toolweave/core";
import type { E2BSettings } from "./e2b-settings.js";
import { sdkMessage } from "./sdk-errors.js";

/** For whoever comes, or still waits, when the executor is closed. */
export function closedError(): ToolweaveError {
  return new ToolweaveError("EXECUTOR_CLOSED", "The executor has been closed.");
}

/** For whoever may not even wait. */
export function exhaustedError({ max, maxQueue }: E2BSettings["pool"]): ToolweaveError {
  return new ToolweaveError(
    "E2B_POOL_EXHAUSTED",
    `All ${max} sandboxes are busy and ${maxQueue} executions are waiting. Raise ` +
      "executorOptions.pool.max or pool.maxQueue, or run fewer executions at once.",
  );
}

/** For whoever gets no sandbox, with what the service said. */
export function startError(error: unknown): ToolweaveError {
  return new ToolweaveError(
    "SANDBOX_START_FAILED",
    `No E2B sandbox could be started. ${sdkMessage(error)}`,
    { cause: error },
  );
}
