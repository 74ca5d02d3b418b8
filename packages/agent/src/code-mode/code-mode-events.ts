import type { ToolCallRecord } from "@toolweave/core";

/** What code mode tells on LangGraph's custom stream while a model's code runs. */
export type CodeModeEvent =
  | {
      readonly type: "code_mode.log";
      /** The model's call of `execute_code`. */
      readonly toolCallId: string | undefined;
      /** A line as in `ExecutionResult.logs`. */
      readonly line: string;
    }
  | {
      readonly type: "code_mode.call";
      readonly toolCallId: string | undefined;
      /** A nested call that begins ("pending") or is over. */
      readonly call: ToolCallRecord;
    };

/** True for what code mode put on the custom stream, where others may put things too. */
export function isCodeModeEvent(value: unknown): value is CodeModeEvent {
  if (typeof value !== "object" || value === null || !("type" in value)) return false;
  return value.type === "code_mode.log" || value.type === "code_mode.call";
}
