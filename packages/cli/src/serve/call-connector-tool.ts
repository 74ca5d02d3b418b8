import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import type { CallSupervisor, ConnectorTool, ToolResult } from "@toolweave/core";
import { ToolweaveError } from "@toolweave/core/node";
import { ProgressReporter } from "./progress-reporter.js";
import type { Extra } from "./request-extra.js";
import { wellFormedJson } from "./well-formed.js";

/** One call of one of the two tools. */
export interface ConnectorCall {
  readonly tool: ConnectorTool;
  readonly args: Record<string, unknown>;
  readonly extra: Extra;
  /** Answers for nested calls that may have to be approved. */
  readonly supervisor: CallSupervisor | undefined;
}

/** Calls one of the two tools for a client, which hears of logs and nested calls while code runs. */
export async function callConnectorTool(call: ConnectorCall): Promise<CallToolResult> {
  const { tool, args, extra, supervisor } = call;
  const progress = new ProgressReporter(extra);
  try {
    const result = await tool.call(args, {
      signal: extra.signal,
      onLog: (line) => progress.add(line),
      onToolCall: (record) => progress.addCall(record),
      supervisor,
    });
    return withStructure(result);
  } catch (error) {
    if (!ToolweaveError.isInstance(error)) throw error;
    // What the model can mend, or should tell its user, it has to read: clients keep protocol errors.
    return { content: [{ type: "text", text: `${error.code}: ${error.message}` }], isError: true };
  } finally {
    await progress.end();
  }
}

/** The first text is the answer as JSON, cut to what a model is shown; the structure says the same. */
function withStructure({
  content: [first, ...emitted],
  isError = false,
}: ToolResult): CallToolResult {
  const text = wellFormedJson(String(first?.["text"]));
  const content = [{ type: "text", text }, ...emitted];
  return { content, isError, structuredContent: JSON.parse(text) } as CallToolResult;
}
