import { CODE_MODE } from "./code-mode.js";
import { CODE_MODE_SMALL } from "./code-mode-small.js";
import { EXECUTE_CODE_TOOL, SEARCH_TOOLS_TOOL } from "./tool-descriptions.js";

/** The texts a model in code mode reads. */
export const PROMPTS: {
  /** System prompt of an agent in code mode. */
  readonly CODE_MODE: string;
  /** The same for small models. */
  readonly CODE_MODE_SMALL: string;
  /** Description of the tool `execute_code`. */
  readonly EXECUTE_CODE_TOOL: string;
  /** Description of the tool `search_tools`. */
  readonly SEARCH_TOOLS_TOOL: string;
} = { CODE_MODE, CODE_MODE_SMALL, EXECUTE_CODE_TOOL, SEARCH_TOOLS_TOOL };

export type { CodeModePromptOptions } from "./code-mode-prompt.js";
export { codeModePrompt } from "./code-mode-prompt.js";
export type { PromptNamespace } from "./describe-namespaces.js";
export { describeNamespaces } from "./describe-namespaces.js";
