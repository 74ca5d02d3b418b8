import type { ToolInfo } from "../../contract/executor-host.js";
import type { PolicyAction } from "../../contract/policy.js";

/** What the rules look at. */
export interface PolicyCall {
  readonly id: number;
  readonly server: string;
  readonly namespace: string;
  readonly tool: ToolInfo;
  readonly args: Readonly<Record<string, unknown>>;
}

/** What the rules say of a call. */
export interface Verdict {
  readonly action: PolicyAction;
  readonly reason?: string | undefined;
}

/** Gives the verdict on a call. */
export type Judge = (call: PolicyCall) => Verdict;

/** Whether a call is one that a rule is about. */
export type Condition = (call: PolicyCall) => boolean;
