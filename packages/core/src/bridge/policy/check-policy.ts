import type { PolicyRule, ToolPolicy } from "../../contract/policy.js";
import { checkKeys, shown, wrongOption } from "../../errors/check-keys.js";

const PLACE = "codeMode.policy";
const KEYS = ["default", "rules", "approve", "approvalTimeoutMs"] satisfies (keyof ToolPolicy)[];
const RULE_KEYS = ["match", "action", "reason"] satisfies (keyof PolicyRule)[];

/**
 * Checks the form of a policy: one that is not understood must not allow what it was to forbid.
 *
 * @throws ToolweaveError `CONFIG_INVALID`, naming the place.
 */
export function checkPolicy(policy: ToolPolicy): void {
  checkKeys(PLACE, policy, KEYS);
  const { rules, approve, approvalTimeoutMs: ms } = policy as Readonly<Record<string, unknown>>;
  if (rules !== undefined && !Array.isArray(rules)) {
    throw wrongOption(`${PLACE}.rules`, `must be an array, not ${shown(rules)}`);
  }
  rules?.forEach((rule, i) => {
    checkKeys(`${PLACE}.rules[${i}]`, rule, RULE_KEYS);
    const { reason } = rule as Readonly<Record<string, unknown>>;
    if (reason !== undefined && typeof reason !== "string") {
      throw wrongOption(`${PLACE}.rules[${i}].reason`, `must be a text, not ${shown(reason)}`);
    }
  });
  if (approve !== undefined && typeof approve !== "function") {
    throw wrongOption(`${PLACE}.approve`, `must be a function, not ${shown(approve)}`);
  }
  if (ms !== undefined && !(typeof ms === "number" && ms > 0)) {
    const wanted = "must be a number of milliseconds above 0";
    throw wrongOption(`${PLACE}.approvalTimeoutMs`, `${wanted}, not ${shown(ms)}`);
  }
}
