import type { ExecuteCodeOptions } from "../contract/execution.js";
import { checkKeys, shown, wrongOption } from "../errors/check-keys.js";

const KEYS = [
  "executionId",
  "onLog",
  "onToolCall",
  "signal",
  "supervisor",
  "timeout",
] satisfies (keyof ExecuteCodeOptions)[];

const FUNCTIONS = ["onLog", "onToolCall"] as const;

/**
 * The options of one execution, of which milliseconds are the shortest form.
 *
 * @throws ToolweaveError `CONFIG_INVALID` for one that is not known, or is not what it must be.
 */
export function executeOptions(given: number | ExecuteCodeOptions | undefined): ExecuteCodeOptions {
  if (typeof given !== "object") return { timeout: given };
  checkKeys("The options object of executeCode", given, KEYS);
  const { executionId, signal, supervisor } = given;
  for (const name of FUNCTIONS) demand(name, given[name], "a function", isFunction(given[name]));
  demand("executionId", executionId, "a text", typeof executionId === "string");
  demand("signal", signal, "an AbortSignal", isFunction(signal?.addEventListener));
  demand(
    "supervisor",
    supervisor,
    "an object whose call is a function",
    isFunction(supervisor?.call),
  );
  return given;
}

function demand(name: string, value: unknown, wanted: string, holds: boolean): void {
  if (holds || value === undefined || value === null) return;
  throw wrongOption(`The option ${name} of executeCode`, `must be ${wanted}, not ${shown(value)}`);
}

function isFunction(value: unknown): boolean {
  return typeof value === "function";
}
