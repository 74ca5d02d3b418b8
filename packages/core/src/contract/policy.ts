import type { JsonSchema, ToolAnnotations } from "./tool.js";

/** What happens with a nested call: it is made, a person is asked, or it is refused. */
export type PolicyAction = "allow" | "ask" | "deny";

/** Which nested calls an execution may make. The first rule that matches decides. */
export interface ToolPolicy {
  /** For calls that no rule matches. Default "allow". */
  default?: PolicyAction | undefined;
  rules?: readonly PolicyRule[] | undefined;
  /** Answers the calls whose action is "ask". Without it they are refused. */
  approve?: ApproveFunction | undefined;
  /** Milliseconds an answer may take; then the call is refused. Default 600,000. */
  approvalTimeoutMs?: number | undefined;
}

/** One rule of a {@link ToolPolicy}. */
export interface PolicyRule {
  /**
   * `"server.tool"`, with `*` for any number of characters: `"github.delete_*"`, `"*.read_*"`, `"*"`.
   * Raw names and identifiers both match. Or conditions, all of which must hold.
   */
  match: string | PolicyConditions;
  action: PolicyAction;
  /** Told to the model when the call is refused. */
  reason?: string | undefined;
}

/** Conditions on a call. */
export interface PolicyConditions {
  /** The server's name, with `*`. */
  server?: string | undefined;
  /** The tool's name, with `*`. */
  tool?: string | undefined;
  /** What the server says of the tool, literally: a tool without the hint does not match. */
  annotations?: ToolAnnotations | undefined;
  /** A JSON Schema that the arguments fit. */
  args?: JsonSchema | undefined;
}

/** A call that waits for an answer. */
export interface ApprovalRequest {
  /** The call's number in its execution, as in `tool_calls`. */
  readonly id: number;
  /** The server's configured name. */
  readonly server: string;
  /** The identifier under which its tools stand in code. */
  readonly namespace: string;
  /** The tool's raw name. */
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly inputSchema?: JsonSchema | undefined;
  readonly annotations?: ToolAnnotations | undefined;
  /** That of the rule which asks: the model is told it if the call is refused without another. */
  readonly reason?: string | undefined;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** The answer to an {@link ApprovalRequest}. */
export interface ApprovalAnswer {
  allow: boolean;
  /** Told to the model when the call is refused. */
  reason?: string | undefined;
  /**
   * Answers further calls of this tool the same way, whatever their arguments, wherever the same function
   * would be asked: that of the policy, as long as the client has the server.
   */
  remember?: boolean | undefined;
}

/** Asks a person. What it throws counts as a refusal. */
export type ApproveFunction = (
  request: ApprovalRequest,
) => boolean | ApprovalAnswer | Promise<boolean | ApprovalAnswer>;
