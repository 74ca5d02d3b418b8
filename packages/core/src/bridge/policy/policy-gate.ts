import type { ApproveFunction, ToolPolicy } from "../../contract/policy.js";
import { ToolCallError } from "../tool-call-error.js";
import { Approvals } from "./approvals.js";
import { checkPolicy } from "./check-policy.js";
import { compilePolicy } from "./compile-policy.js";
import type { Judge, PolicyCall, Verdict } from "./policy-call.js";

/** How a call that has to wait for an answer is waited for. */
export interface Waiting {
  readonly signal: AbortSignal;
  /** Called with true before a person is asked, and with false afterwards. */
  onWait(waiting: boolean): void;
  /** Whom to ask if the policy has nobody. */
  readonly approve?: ApproveFunction | undefined;
}

/** Lets through what a policy allows. */
export class PolicyGate {
  readonly #judge: Judge | Promise<Judge>;
  readonly #approvals: Approvals;
  /** True if calls may have to be approved and the policy itself has nobody to ask. */
  readonly needsApprover: boolean;

  /** @throws ToolweaveError `CONFIG_INVALID`, naming the place. */
  constructor(policy: ToolPolicy) {
    checkPolicy(policy);
    // All mistakes but those in schemas are found at once, and without loading a schema compiler.
    const judge = compilePolicy(policy, () => () => true);
    this.#judge = hasSchemas(policy) ? withSchemas(policy) : judge;
    this.#approvals = new Approvals(policy.approve, policy.approvalTimeoutMs);
    const actions = [policy.default, ...(policy.rules ?? []).map(({ action }) => action)];
    this.needsApprover = policy.approve === undefined && actions.includes("ask");
  }

  /** Rejects with what is wrong with a schema of the policy's, once it is known. */
  async ready(): Promise<void> {
    await this.#judge;
  }

  /** Forgets what was approved of a server that was removed. */
  forget(server: string): void {
    this.#approvals.forget(server);
  }

  /** @throws ToolCallError `POLICY_DENIED`; the signal's reason if it aborts. */
  async admit(call: PolicyCall, { signal, onWait, approve }: Waiting): Promise<void> {
    const { action, reason } = verdictOf(await this.#judge, call);
    if (action === "allow") return;
    if (action === "deny")
      throw denied(call, reason ?? "the policy of this application forbids it");
    onWait(true);
    try {
      const answer = await this.#approvals.ask(call, { signal, approve, reason });
      if (!answer.allow) throw denied(call, answer.reason ?? reason);
    } finally {
      onWait(false);
    }
  }
}

/** What cannot be judged is not let through. */
function verdictOf(judge: Judge, call: PolicyCall): Verdict {
  try {
    return judge(call);
  } catch {
    const problem = "its arguments are too large or too deeply nested to be checked by the policy";
    throw denied(call, `${problem} of this application`);
  }
}

function hasSchemas({ rules = [] }: ToolPolicy): boolean {
  return rules.some(({ match }) => typeof match === "object" && match?.args !== undefined);
}

function withSchemas(policy: ToolPolicy): Promise<Judge> {
  const loading = import("../validation/strict-validator.js").then(({ strictValidator }) =>
    compilePolicy(policy, strictValidator),
  );
  loading.catch(() => {});
  return loading;
}

/** What a call is refused with. */
export function denied(
  { server, namespace, tool }: PolicyCall,
  reason = "it was not approved",
): ToolCallError {
  const message = `${namespace}.${tool.identifier} was not called: ${reason}`;
  return new ToolCallError("PolicyError", "POLICY_DENIED", message, { server, tool: tool.name });
}
