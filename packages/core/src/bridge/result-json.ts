import { describeError } from "../errors/describe-error.js";
import { type CallTarget, ToolCallError } from "./tool-call-error.js";

/**
 * What a server gave, as JSON text for the guest.
 *
 * @throws ToolCallError `TOOL_FAILED` for what is nested deeper than the stack allows, or longer than a string can be.
 */
export function resultJson(value: unknown, { server, tool }: CallTarget): string {
  try {
    return JSON.stringify(value) ?? "null";
  } catch (error) {
    const why = describeError(error);
    const problem = why.includes("call stack") ? "it is nested too deeply" : why;
    const message = `the result of the call cannot be passed on: ${problem}`;
    throw new ToolCallError("ToolError", "TOOL_FAILED", message, { server, tool });
  }
}
