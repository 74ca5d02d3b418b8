import type { CodeModeConnector, ContentBlock, ExecutionResult } from "@toolweave/core";

/** What came of code that a model has sent. */
export interface CodeOutcome {
  /** What the model is shown of it, within the client's output budget. */
  readonly content: readonly ContentBlock[];
  /** All of it; absent if it ended in another process, which has kept only what is shown. */
  readonly execution: ExecutionResult | undefined;
}

/** An execution with what a model is shown of it. */
export async function codeOutcome(
  connector: CodeModeConnector,
  execution: ExecutionResult,
): Promise<CodeOutcome> {
  const { content } = await connector.showExecution(execution);
  return { content, execution };
}
