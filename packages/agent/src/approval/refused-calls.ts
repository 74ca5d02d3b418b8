import type { ApprovalAnswer, CallAnswer } from "@toolweave/core";
import { nameOfCall, type PendingApproval } from "./approval-questions.js";

/**
 * What the code is told of the calls that were refused, by their numbers; for a policy that would not ask again, and
 * let them through.
 */
export function refusedCalls(
  asked: readonly PendingApproval[],
  answers: readonly (readonly [number, ApprovalAnswer])[],
): ReadonlyMap<number, CallAnswer> {
  const byId = new Map(answers);
  const refused = asked.flatMap((call): [number, CallAnswer][] => {
    const { allow = true, reason = "it was not approved" } = byId.get(call.id) ?? {};
    const message = `${nameOfCall(call)} was not called: ${reason}`;
    const failure = { name: "PolicyError", code: "POLICY_DENIED", message } as const;
    return allow ? [] : [[call.id, { failure }]];
  });
  return new Map(refused);
}
