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

/** What is known of a run, however it ended. */
export interface RunAccount {
  /** The calls that wait for a decision. */
  readonly approvals: readonly PendingApproval[];
  /** The messages of this run, the input first. */
  readonly messages: readonly BaseMessage[];
  readonly usage: AgentUsage;
  /** The conversation, for `threadId`. */
  readonly threadId: string;
}

/** A run with an answer. */
export interface AnsweredRun<Output> extends RunAccount {
  readonly status: "answered";
  /** The answer. */
  readonly output: Output;
}

/**
 * A run without an answer: "out-of-steps" after `maxSteps`; "needs-approval" while calls wait for a decision,
 * see `MCPAgent.resume`.
 */
export interface UnansweredRun extends RunAccount {
  readonly status: "out-of-steps" | "needs-approval";
  /** A sentence that says why there is none. */
  readonly output: string;
}

/** How a run ended; `status` tells which it is. */
export type AgentResult<Output = string> = AnsweredRun<Output> | UnansweredRun;
