import { CODE_MODE } from "./code-mode.js";

/** A namespace as the prompt lists it. */
export interface PromptNamespace {
  /** The identifier that stands in code. */
  readonly identifier: string;
  readonly toolCount: number;
}

/** What {@link codeModePrompt} tells beyond the general text. */
export interface CodeModePromptOptions {
  /** The connected namespaces. Default none. */
  readonly namespaces?: readonly PromptNamespace[] | undefined;
  /** The executor's name, where it gives code more than the general text says: "e2b". */
  readonly executor?: string | undefined;
}

/** What the code can rely on under an executor beyond what holds under every one. */
const EXECUTOR_NOTES: Readonly<Record<string, string>> = {
  e2b: "Executions share one cloud sandbox, in which files persist.",
};

/**
 * The system prompt of code mode with the namespaces that are connected.
 *
 * ```ts
 * codeModePrompt({ namespaces: [{ identifier: "github", toolCount: 26 }] });
 * ```
 */
export function codeModePrompt(options: CodeModePromptOptions = {}): string {
  const { namespaces = [], executor = "" } = options;
  const note = Object.hasOwn(EXECUTOR_NOTES, executor) ? EXECUTOR_NOTES[executor] : undefined;
  const listed = namespaces.map(({ identifier, toolCount }) => {
    return `- \`${identifier}\`: ${toolCount} ${toolCount === 1 ? "tool" : "tools"}`;
  });
  const servers = listed.length === 0 ? [] : [`## Servers\n\n${listed.join("\n")}`];
  return [CODE_MODE, ...(note === undefined ? [] : [note]), ...servers].join("\n\n");
}
