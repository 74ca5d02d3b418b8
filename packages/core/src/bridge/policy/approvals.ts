import { orAborted } from "../../client/or-aborted.js";
import type { ToolInfo } from "../../contract/executor-host.js";
import type { ApprovalAnswer, ApprovalRequest, ApproveFunction } from "../../contract/policy.js";
import { describeError } from "../../errors/describe-error.js";
import { MAX_TIMER_MS } from "../../protocol/max-timer.js";
import type { PolicyCall } from "./policy-call.js";

const DEFAULT_TIMEOUT_MS = 600_000;

const NO_APPROVER =
  "this call needs approval, and nobody can be asked: the application has set no codeMode.policy.approve";

interface Question {
  readonly answer: Promise<ApprovalAnswer>;
  readonly abort: AbortController;
  waiting: number;
}

/** How a question is asked. */
interface Asking {
  readonly signal: AbortSignal;
  /** Whom to ask if the policy has nobody. */
  readonly approve?: ApproveFunction | undefined;
  /** The rule's. */
  readonly reason?: string | undefined;
}

/** Asks for approval: once for calls that are the same, and not again for what is remembered. */
export class Approvals {
  readonly #approve: ApproveFunction | undefined;
  readonly #timeoutMs: number;
  readonly #underWay = new Map<string | symbol, Question>();
  /** By who gave the answers: what one person allows, another may still want to be asked about. */
  readonly #remembered = new WeakMap<ApproveFunction, Map<string, ApprovalAnswer>>();

  /** How often a server of a name was removed: what was allowed of it is not allowed of the next. */
  readonly #removals = new Map<string, number>();

  constructor(approve: ApproveFunction | undefined, timeoutMs: number = DEFAULT_TIMEOUT_MS) {
    this.#approve = approve;
    this.#timeoutMs = Math.min(timeoutMs, MAX_TIMER_MS);
  }

  /** Resolves with the answer; any failure is a refusal. Rejects only if `signal` aborts. */
  async ask(call: PolicyCall, { signal, approve: other, reason }: Asking): Promise<ApprovalAnswer> {
    const approve = this.#approve ?? other;
    if (approve === undefined) return { allow: false, reason: NO_APPROVER };
    const { server } = call;
    const removals = this.#removals.get(server) ?? 0;
    // What a person allowed is the tool as it was described then.
    const tool = JSON.stringify([server, removals, call.tool.name]) + definitionOf(call.tool);
    const remembered = this.#rememberedOf(approve);
    const known = remembered.get(tool);
    if (known !== undefined) return known;
    const same = `${tool}${JSON.stringify(call.args)}`;
    // Who is asked by one execution answers for that one alone.
    const key = approve === this.#approve ? same : Symbol(same);
    const question = this.#underWay.get(key) ?? this.#pose(key, call, { approve, reason });
    question.waiting++;
    try {
      const answer = await orAborted(question.answer, signal);
      if (answer.remember === true) remembered.set(tool, answer);
      return answer;
    } finally {
      if (--question.waiting === 0) {
        // At once: who asks the same now would be told what nobody waited for.
        this.#forget(key, question);
        question.abort.abort();
      }
    }
  }

  /** A server was removed: another one of its name begins with nothing allowed. */
  forget(server: string): void {
    this.#removals.set(server, (this.#removals.get(server) ?? 0) + 1);
  }

  #rememberedOf(approve: ApproveFunction): Map<string, ApprovalAnswer> {
    const remembered = this.#remembered.get(approve) ?? new Map<string, ApprovalAnswer>();
    this.#remembered.set(approve, remembered);
    return remembered;
  }

  #pose(
    key: string | symbol,
    call: PolicyCall,
    { approve, reason }: { approve: ApproveFunction; reason: string | undefined },
  ): Question {
    const { id, server, namespace, tool, args } = call;
    const abort = new AbortController();
    const request: ApprovalRequest = {
      id,
      server,
      namespace,
      tool: tool.name,
      // What is asked about must be what is sent, whatever the application does with its copy.
      args: JSON.parse(JSON.stringify(args)),
      title: tool.title,
      description: tool.description,
      inputSchema: tool.inputSchema,
      annotations: tool.annotations,
      reason,
      signal: abort.signal,
    };
    const answer = this.#answer(approve, request).finally(() => this.#forget(key, question));
    const question: Question = { answer, abort, waiting: 0 };
    this.#underWay.set(key, question);
    return question;
  }

  /** Nobody joins it any more; one that has taken its place stays. */
  #forget(key: string | symbol, question: Question): void {
    if (this.#underWay.get(key) === question) this.#underWay.delete(key);
  }

  async #answer(approve: ApproveFunction, request: ApprovalRequest): Promise<ApprovalAnswer> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<ApprovalAnswer>((resolve) => {
      const refuse = (reason: string): void => resolve({ allow: false, reason });
      timer = setTimeout(
        () => refuse(`nobody answered within ${this.#timeoutMs} ms`),
        this.#timeoutMs,
      );
      request.signal.addEventListener("abort", () => refuse("nobody waits for the answer"));
    });
    try {
      return normalise(await Promise.race([approve(request), late]));
    } catch (error) {
      return { allow: false, reason: `asking for approval failed: ${describeError(error)}` };
    } finally {
      clearTimeout(timer);
    }
  }
}

const definitions = new WeakMap<ToolInfo, string>();

/** All that a server says a tool does and takes. */
function definitionOf(tool: ToolInfo): string {
  let definition = definitions.get(tool);
  if (definition === undefined) {
    const { title, description, inputSchema, annotations } = tool;
    definition = JSON.stringify([title, description, inputSchema, annotations]);
    definitions.set(tool, definition);
  }
  return definition;
}

/** Only a clear yes is a yes. */
function normalise(answer: boolean | ApprovalAnswer | undefined): ApprovalAnswer {
  if (typeof answer !== "object" || answer === null) return { allow: answer === true };
  const { allow, reason, remember } = answer;
  return {
    allow: allow === true,
    reason: typeof reason === "string" && reason !== "" ? reason : undefined,
    remember: remember === true,
  };
}
