import type { BaseMessage } from "@langchain/core/messages";
import type { PendingApproval } from "../approval/approval-questions.js";

/** What a run has cost. */
export interface AgentUsage {
  /** Requests to the model, those that failed included. */
  readonly modelCalls: number;
  /** Tokens as the provider reports them; 0 if it reports none. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Tools the model called. */
  readonly toolCalls: number;
  /** Executions of code among them. */
  readonly executions: number;
  /** Calls that code made. */
  readonly nestedCalls: number;
}

/** How a run ended. */
export interface AgentResult<Output = string> {
  /**
   * "answered", or why there is no answer: "out-of-steps" after `maxSteps`; "needs-approval" while calls
   * wait for a decision, see `MCPAgent.resume`.
   */
  readonly status: "answered" | "out-of-steps" | "needs-approval";
  /** The answer; a sentence that says so, if there is none. */
  readonly output: Output;
  /** The calls that wait for a decision. */
  readonly approvals: readonly PendingApproval[];
  /** The messages of this run, the input first. */
  readonly messages: readonly BaseMessage[];
  readonly usage: AgentUsage;
  /** The conversation, for `threadId`. */
  readonly threadId: string;
}
