import type { ExecutionResult, ToolCallRecord } from "@toolweave/core";
import type { PendingApproval } from "../approval/approval-questions.js";
import type { AgentResult } from "./agent-result.js";

/** A tool call of the model's. */
export interface ModelToolCall {
  readonly id: string;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** What happens in a run, in order; the last step is the result. */
export type AgentStep =
  | {
      /** The model has answered, with text, calls of tools, or both. */
      readonly type: "model";
      readonly text: string;
      readonly toolCalls: readonly ModelToolCall[];
    }
  | {
      /** Code has printed a line. */
      readonly type: "log";
      readonly toolCallId: string | undefined;
      readonly line: string;
    }
  | {
      /** Code has called a tool ("pending"), or such a call is over. */
      readonly type: "call";
      readonly toolCallId: string | undefined;
      readonly call: ToolCallRecord;
    }
  | {
      /** A tool that the model called has answered. */
      readonly type: "tool";
      readonly toolCallId: string;
      readonly name: string;
      /** What the model sees. */
      readonly text: string;
      readonly failed: boolean;
      /** Of `execute_code`: all of the outcome. */
      readonly execution: ExecutionResult | undefined;
    }
  | {
      /** Calls wait for approval; the run ends here. */
      readonly type: "approval";
      readonly approvals: readonly PendingApproval[];
    }
  | { readonly type: "result"; readonly result: AgentResult<unknown> };

/** A piece of what the model is saying. */
export type ModelDelta =
  | {
      readonly type: "text-delta";
      /** The answer that it is a piece of, as far as the model's client tells them apart. */
      readonly answer: string | undefined;
      readonly text: string;
    }
  | {
      readonly type: "args-delta";
      /** Which of the calls of this answer. */
      readonly index: number;
      readonly name: string | undefined;
      /** A piece of the arguments' JSON. */
      readonly json: string;
    };
