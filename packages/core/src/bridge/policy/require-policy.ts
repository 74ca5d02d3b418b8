import type { ToolPolicy } from "../../contract/policy.js";
import { PolicyGate } from "./policy-gate.js";

/**
 * Looks at all of a policy, the schemas in it too, at which a client looks with its first execution.
 *
 * @throws ToolweaveError `CONFIG_INVALID`, naming the place.
 */
export async function requirePolicy(policy: ToolPolicy): Promise<void> {
  await new PolicyGate(policy).ready();
}
