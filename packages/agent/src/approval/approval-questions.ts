import type { ApprovalAnswer, ApprovalRequest } from "@toolweave/core";
import type { HITLRequest, HITLResponse } from "langchain";
import { storable } from "../checkpoints/storable.js";

/**
 * A nested call that waits for a person's decision; or, with LangChain's `humanInTheLoopMiddleware`, a call of
 * the model's own, whose server and namespace are empty.
 */
export interface PendingApproval {
  /** The call's number in its execution, or among those asked about together. */
  readonly id: number;
  readonly server: string;
  readonly namespace: string;
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly description?: string | undefined;
  /** That of the policy's rule: the model is told it if the call is refused without a message. */
  readonly reason?: string | undefined;
}

/** The value of the interrupt: LangChain's own form, so that what shows it needs to know nothing of us. */
export interface ApprovalInterrupt extends HITLRequest {
  /** The calls of `actionRequests`, in the same order, with what else is known of them. */
  calls: PendingApproval[];
}

/** What is asked of a person, as it can be stored: a person has to see all that will be sent. */
export function pendingApproval(request: ApprovalRequest): PendingApproval {
  const { id, server, namespace, tool, description, reason } = request;
  const args = storable(request.args);
  return {
    ...{ id, server, namespace, tool, args },
    ...(description !== undefined && { description }),
    ...(reason !== undefined && { reason }),
  };
}

/** The call in words: `notes.delete`. */
export function nameOfCall({ namespace, tool }: PendingApproval): string {
  return namespace === "" ? tool : `${namespace}.${tool}`;
}

export function approvalInterrupt(calls: readonly PendingApproval[]): ApprovalInterrupt {
  return {
    actionRequests: calls.map((call) => ({
      name: nameOfCall(call),
      args: { ...call.args },
      ...(call.description !== undefined && { description: call.description }),
    })),
    reviewConfigs: [...new Set(calls.map(nameOfCall))].map((actionName) => ({
      actionName,
      allowedDecisions: ["approve", "reject"],
    })),
    calls: [...calls],
  };
}

/** The answers by the calls' numbers. Only a clear yes is a yes. */
export function approvalAnswers(
  calls: readonly PendingApproval[],
  response: Partial<HITLResponse> | undefined | null,
): [number, ApprovalAnswer][] {
  const decisions = Array.isArray(response?.decisions) ? response.decisions : [];
  return calls.map((call, place) => {
    const { id } = call;
    const decision = decisions[place];
    if (decision?.type === "approve") return [id, { allow: true }];
    const reason =
      decision?.type === "reject" ? decision.message || call.reason : "no decision was given";
    return [id, { allow: false, ...(reason !== undefined && { reason }) }];
  });
}
