import { checkKeys, shown, wrongOption } from "../errors/check-keys.js";
import type { CodeModeConfig } from "./code-mode-config.js";
import { checkExecutorOptions } from "./create-executor.js";

/** Options of `MCPClient`. */
export interface MCPClientOptions {
  /** Code mode: off by default; `true` for the VM executor with its defaults. */
  codeMode?: boolean | CodeModeConfig | undefined;
}

const SWITCHES = ["enabled", "validateArguments", "validateOutputs", "learnOutputs"] as const;
const KEYS: readonly string[] = [
  ...SWITCHES,
  "executor",
  "executorOptions",
  "limits",
  "outputBudget",
  "policy",
  "recall",
  "retry",
  "search",
  "telemetry",
] satisfies (keyof CodeModeConfig)[];

/**
 * The configuration of code mode; `undefined` if it is off.
 *
 * @throws ToolweaveError `CONFIG_INVALID`, for a key that is not known above all.
 */
export function codeModeConfig(options: MCPClientOptions): CodeModeConfig | undefined {
  checkKeys("The options object of MCPClient", options, ["codeMode"]);
  const { codeMode } = options;
  if (codeMode === true) return {};
  if (codeMode === undefined || codeMode === false) return undefined;
  checkKeys("codeMode", codeMode, KEYS);
  for (const name of SWITCHES) {
    const value: unknown = codeMode[name];
    if (value === undefined || typeof value === "boolean") continue;
    throw wrongOption(`codeMode.${name}`, `must be true or false, not ${shown(value)}`);
  }
  checkExecutorOptions(codeMode);
  return codeMode.enabled === false ? undefined : codeMode;
}
