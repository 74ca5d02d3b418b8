import type { Sandbox } from "../contract/executor.js";
import { shown } from "../errors/check-keys.js";
import { ToolweaveError } from "../errors/toolweave-error.js";

const METHODS = ["post", "onMessage", "onExit", "dispose"] as const;

/**
 * Checks what an executor of somebody else has opened, before anything is done with it.
 *
 * @throws ToolweaveError `EXECUTOR_INVALID`.
 */
export function checkSandbox(opened: unknown, executor: object): asserts opened is Sandbox {
  const isObject = typeof opened === "object" && opened !== null;
  const missing = METHODS.filter(
    (method) => !isObject || typeof (opened as Partial<Sandbox>)[method] !== "function",
  );
  if (missing.length === 0) return;
  const gave = isObject ? `what has no ${missing.join("() and no ")}()` : shown(opened);
  throw new ToolweaveError(
    "EXECUTOR_INVALID",
    `openSandbox() of ${executor.constructor.name} resolved with ${gave}: it must be a sandbox, which has ` +
      "post(), onMessage(), onExit() and dispose().",
  );
}
