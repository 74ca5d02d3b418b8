import { describeError, requirePolicy } from "@toolweave/core/node";
import type { Config } from "../config/config.js";

/** What is found of the policy. */
export interface PolicyReport {
  readonly ok: boolean;
  readonly problem?: string | undefined;
}

/** Looks at the schemas of a policy; `undefined` where there is none. Never rejects. */
export async function checkPolicy({ codeMode }: Config): Promise<PolicyReport | undefined> {
  if (codeMode.policy === undefined) return undefined;
  try {
    await requirePolicy(codeMode.policy);
    return { ok: true };
  } catch (error) {
    return { ok: false, problem: describeError(error) };
  }
}

/** A configuration whose policy does not keep everything else from being looked at. */
export function withoutPolicy(config: Config): Config {
  const { policy: _, ...codeMode } = config.codeMode;
  return { ...config, codeMode };
}
