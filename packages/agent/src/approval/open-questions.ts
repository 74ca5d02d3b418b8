import type { ToolweaveError } from "@toolweave/core";
import type { HITLResponse } from "langchain";
import { invalidOption } from "../options/check-options.js";
import { type ApprovalInterrupt, nameOfCall, type PendingApproval } from "./approval-questions.js";

type Decision = HITLResponse["decisions"][number];

/** What LangGraph tells of a graph that waits. */
export interface Interrupt {
  readonly id?: string;
  readonly value?: unknown;
}

/** A question that a graph waits with. */
export interface OpenQuestion {
  readonly id: string | undefined;
  /** True if code has asked it, which waits to be run again. */
  readonly isOfCode: boolean;
  readonly calls: readonly PendingApproval[];
  /** The decisions that may be made, by the names of the calls. */
  readonly allowed: ReadonlyMap<string, readonly Decision["type"][]>;
}

/** The approvals among what a graph waits for: those of code, and those of humanInTheLoopMiddleware. */
export function openQuestions(interrupts: readonly Interrupt[]): OpenQuestion[] {
  return interrupts.flatMap(({ id, value }) => {
    const { calls, actionRequests, reviewConfigs } = (value ?? {}) as Partial<ApprovalInterrupt>;
    const asked = calls ?? actionRequests?.map(modelCall);
    const entries = (reviewConfigs ?? []).map(
      ({ actionName, allowedDecisions }) => [actionName, allowedDecisions] as const,
    );
    const isOfCode = calls !== undefined;
    return asked === undefined ? [] : [{ id, isOfCode, calls: asked, allowed: new Map(entries) }];
  });
}

/**
 * The decisions as LangGraph takes them, by their questions. What gets none is refused.
 *
 * @throws ToolweaveError `CONFIG_INVALID` for more decisions than calls: they were meant for others; and for one that
 *   may not be made, which the graph would keep, and find again with every further decision.
 */
export function decideOn(
  questions: readonly OpenQuestion[],
  decisions: readonly Decision[],
): Record<string, { decisions: Decision[] }> {
  const { length: count } = callsOf(questions);
  if (decisions.length > count) {
    throw invalidOption(
      "agent.resume",
      `${decisions.length} decisions are too many for what waits, which agent.pendingApprovals() tells: ${count}`,
    );
  }
  const left = [...decisions];
  const answers = questions.map(({ id = "", calls, allowed }) => {
    const decide = (call: PendingApproval): Decision => {
      const given = left.shift();
      const decision = given ?? { type: "reject", message: "no decision was given" };
      const types = allowed.get(nameOfCall(call)) ?? [decision.type];
      if (!types.includes(decision.type)) throw notAllowed(call, given, types);
      return decision;
    };
    return [id, { decisions: calls.map(decide) }] as const;
  });
  return Object.fromEntries(answers);
}

export function callsOf(questions: readonly OpenQuestion[]): PendingApproval[] {
  return questions.flatMap(({ calls }) => [...calls]);
}

function notAllowed(
  call: PendingApproval,
  given: Decision | undefined,
  types: readonly string[],
): ToolweaveError {
  const what = given === undefined ? "no decision was given" : `"${given.type}" was decided`;
  return invalidOption(
    "agent.resume",
    `${what} for ${nameOfCall(call)}, where humanInTheLoopMiddleware allows only ${types.join(", ")}`,
  );
}

/** For an agent that could not run the code which waits: its decisions would be lost on it. */
export function needsCodeMode(questions: readonly OpenQuestion[]): ToolweaveError {
  const calls = callsOf(questions).map(nameOfCall).join(", ");
  return invalidOption(
    "agent.resume",
    `code waits for the decision on ${calls}, and only an agent whose client has code mode can go on with it`,
  );
}

/** For a graph that waits for something else than approval. */
export function unknownQuestion(): ToolweaveError {
  return invalidOption(
    "MCPAgent",
    "a tool or middleware has interrupted the run with a question that is no approval, and only approvals can " +
      "be answered here. Use codeModeMiddleware in an agent of createAgent, which can be resumed with anything",
  );
}

/** A call of the model's own, which belongs to no server that the question would know of. */
function modelCall(
  { name, args, description }: ApprovalInterrupt["actionRequests"][number],
  place: number,
): PendingApproval {
  const about = description === undefined ? {} : { description };
  return { id: place + 1, server: "", namespace: "", tool: name, args, ...about };
}
