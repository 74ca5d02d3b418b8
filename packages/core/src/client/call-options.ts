import type { CallToolOptions } from "../contract/tool.js";
import { checkKeys, shown, wrongOption } from "../errors/check-keys.js";

const KEYS = [
  "meta",
  "onProgress",
  "onSend",
  "signal",
  "timeoutMs",
] satisfies (keyof CallToolOptions)[];

/**
 * Checks the options of a request: a time that is none would end the call at once, or never, and one that is
 * misspelt would go without saying.
 *
 * @param of what they were given to: `callTool`.
 * @throws ToolweaveError `CONFIG_INVALID`.
 */
export function checkCallOptions(of: string, given: CallToolOptions): void {
  checkKeys(`The options object of ${of}`, given, KEYS);
  const { meta, onProgress, onSend, signal, timeoutMs } = given;
  const demand = (name: string, value: unknown, wanted: string, holds: boolean): void => {
    if (holds || value === undefined || value === null) return;
    throw wrongOption(`The option ${name} of ${of}`, `must be ${wanted}, not ${shown(value)}`);
  };
  const isTime = typeof timeoutMs === "number" && timeoutMs > 0;
  demand("timeoutMs", timeoutMs, "a number of milliseconds above 0", isTime);
  demand("signal", signal, "an AbortSignal", isFunction(signal?.addEventListener));
  demand("onProgress", onProgress, "a function", isFunction(onProgress));
  demand("onSend", onSend, "a function", isFunction(onSend));
  demand("meta", meta, "an object", typeof meta === "object" && !Array.isArray(meta));
}

function isFunction(value: unknown): boolean {
  return typeof value === "function";
}
