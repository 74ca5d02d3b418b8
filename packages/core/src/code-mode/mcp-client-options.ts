import type { CodeModeConfig } from "./code-mode-config.js";

/** Options of `MCPClient`. */
export interface MCPClientOptions {
  /** Code mode: off by default; `true` for the VM executor with its defaults. */
  codeMode?: boolean | CodeModeConfig | undefined;
}

/** The configuration of code mode; `undefined` if it is off. */
export function codeModeConfig({ codeMode }: MCPClientOptions): CodeModeConfig | undefined {
  if (codeMode === true) return {};
  if (codeMode === undefined || codeMode === false) return undefined;
  return codeMode.enabled === false ? undefined : codeMode;
}
