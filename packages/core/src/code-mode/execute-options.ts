import type { ExecuteCodeOptions } from "../contract/execution.js";
import { checkKeys } from "../errors/check-keys.js";

const KEYS = [
  "executionId",
  "onLog",
  "onToolCall",
  "signal",
  "supervisor",
  "timeout",
] satisfies (keyof ExecuteCodeOptions)[];

/**
 * The options of one execution, of which milliseconds are the shortest form.
 *
 * @throws ToolweaveError `CONFIG_INVALID` for one that is not known.
 */
export function executeOptions(given: number | ExecuteCodeOptions | undefined): ExecuteCodeOptions {
  if (typeof given !== "object") return { timeout: given };
  checkKeys("The options of executeCode", given, KEYS);
  return given;
}
