import { ToolweaveError } from "@toolweave/core";
import { sdkMessage } from "./sdk-errors.js";

/** For whoever comes, or still waits, when the executor is closed. */
export function closedError(): ToolweaveError {
  return new ToolweaveError("EXECUTOR_CLOSED", "The executor has been closed.");
}

/** For whoever gets no sandbox, with what the service said. */
export function startError(error: unknown): ToolweaveError {
  return new ToolweaveError(
    "SANDBOX_START_FAILED",
    `No E2B sandbox could be started. ${sdkMessage(error)}`,
    { cause: error },
  );
}
