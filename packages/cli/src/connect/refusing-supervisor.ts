import type { CallSupervisor } from "@toolweave/core";

/** Refuses each call that the policy wants approved, where there is nobody to ask, and says why. */
export function refusingSupervisor(why: string): CallSupervisor {
  const reason = `codeMode.policy wants this call approved, and ${why}`;
  return { call: (_call, make) => make(), approve: () => ({ allow: false, reason }) };
}
