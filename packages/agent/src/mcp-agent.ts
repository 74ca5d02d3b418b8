import type { StreamEvent } from "@langchain/core/tracers/log_stream";
import { type MCPClient, ToolweaveError } from "@toolweave/core";
import type { HITLResponse } from "langchain";
import type { MCPAgentOptions, RunOptions } from "./agent-options.js";
import type { PendingApproval } from "./approval/approval-questions.js";
import { checkDecisions } from "./approval/check-decisions.js";
import { checkOptions } from "./options/check-options.js";
import { checkRun } from "./options/check-run.js";
import { ANSWER_OPTIONS, PRETTY_OPTIONS, RUN_OPTIONS } from "./options/option-kinds.js";
import type { AgentResult } from "./run/agent-result.js";
import type { AgentRunOptions } from "./run/agent-run.js";
import { AgentRuns } from "./run/agent-runs.js";
import type { AgentStep, ModelDelta } from "./run/agent-step.js";
import { type ResolvedSetup, resolveSetup } from "./run/resolve-setup.js";
import { type PrettyOptions, prettyText } from "./terminal/pretty-text.js";
import type { AnswerSchema } from "./tools/answer-schema.js";
import { StructuredAnswer } from "./tools/answer-tool.js";

/**
 * Any LangChain chat model with the tools of MCP servers: in code mode if the client has it, with one
 * call at a time if not.
 *
 * ```ts
 * const agent = new MCPAgent({ llm: new ChatOpenAI({ model: "gpt-5" }), client });
 * console.log(await agent.run("List all files and count them"));
 * await agent.close();
 * ```
 */
export class MCPAgent {
  readonly #resolved: ResolvedSetup;
  readonly #runs: AgentRuns;

  /** @throws ToolweaveError `CONFIG_INVALID`, `SERVER_EXISTS`. */
  constructor(options: MCPAgentOptions) {
    this.#resolved = resolveSetup(options);
    this.#runs = new AgentRuns(this.#resolved.setup);
  }

  get client(): MCPClient {
    return this.#resolved.setup.client;
  }

  /** The conversation of runs that name none. */
  get threadId(): string {
    return this.#resolved.setup.threadId;
  }

  /**
   * Gives the model a task and resolves with its answer: a string or, with a schema, what the schema
   * makes of it. Without a schema, a run that is out of steps resolves with a sentence that says so.
   *
   * @throws ToolweaveError `MODEL_NO_ANSWER`; `ANSWER_INVALID`, also for a schema and no more steps;
   *   `APPROVAL_PENDING`, `AGENT_CLOSED`, `CLIENT_CLOSED`, `CONFIG_INVALID`; the signal's reason; what the
   *   model's client throws.
   */
  async run<Output>(
    input: string,
    options: RunOptions & { schema: AnswerSchema<Output> },
  ): Promise<Output>;
  async run(input: string, options?: RunOptions): Promise<string>;
  async run<Output>(
    input: string,
    options: RunOptions & { schema?: AnswerSchema<Output> } = {},
  ): Promise<Output | string> {
    checkRun("agent.run", input, options, ANSWER_OPTIONS);
    const result: AgentResult<Output | string> = await this.invoke(input, options as RunOptions);
    const { status, output, approvals, threadId } = result;
    if (status === "needs-approval") {
      throw new ToolweaveError(
        "APPROVAL_PENDING",
        `${output} Decide with agent.resume(decisions), or give the client's policy an approve function.`,
        { details: { approvals, threadId } },
      );
    }
    if (status === "out-of-steps" && options.schema !== undefined) {
      throw new ToolweaveError(
        "ANSWER_INVALID",
        `${output} A sentence fits no schema: raise maxSteps, or use agent.invoke to see what was done.`,
        { details: { threadId } },
      );
    }
    return output;
  }

  /** As `run`, with all that is known of the outcome: its status, its messages, what it cost. */
  async invoke<Output>(
    input: string,
    options: RunOptions & { schema: AnswerSchema<Output> },
  ): Promise<AgentResult<Output>>;
  async invoke(input: string, options?: RunOptions): Promise<AgentResult>;
  async invoke<Output>(
    input: string,
    options: RunOptions & { schema?: AnswerSchema<Output> } = {},
  ): Promise<AgentResult<unknown>> {
    checkRun("agent.invoke", input, options, ANSWER_OPTIONS);
    return lastOf(this.#runs.steps({ message: input }, runOptions(options)));
  }

  /**
   * Goes on with a run that waits for approval, in this process or, by a checkpointer that keeps what it
   * is told, in another. A schema that the run was begun with holds on; in another process, give it again.
   *
   * @param decisions one for each of the pending approvals, in their order.
   * @typeParam Output what the schema of the run makes, if the run has one.
   * @throws ToolweaveError `CONFIG_INVALID` too if nothing waits for a decision, as while a run is under way; else as `invoke`.
   */
  async resume<Output>(
    decisions: HITLResponse["decisions"],
    options: RunOptions & { schema: AnswerSchema<Output> },
  ): Promise<AgentResult<Output>>;
  async resume<Output = string>(
    decisions: HITLResponse["decisions"],
    options?: RunOptions,
  ): Promise<AgentResult<Output>>;
  async resume(
    decisions: HITLResponse["decisions"],
    options: RunOptions & { schema?: AnswerSchema } = {},
  ): Promise<AgentResult<unknown>> {
    checkOptions("agent.resume", options, ANSWER_OPTIONS);
    const input = { decisions: checkDecisions(decisions) };
    return lastOf(this.#runs.steps(input, runOptions(options)));
  }

  /** What waits for a decision in a conversation: nothing, while a run of it is under way. */
  async pendingApprovals(
    options: Pick<RunOptions, "threadId"> = {},
  ): Promise<readonly PendingApproval[]> {
    checkOptions("agent.pendingApprovals", options, RUN_OPTIONS);
    return this.#runs.pendingApprovals(options.threadId);
  }

  /** A run as its steps: answers of the model, code's logs and calls, answers of tools, the result. */
  async *stream(input: string, options: RunOptions = {}): AsyncGenerator<AgentStep> {
    checkRun("agent.stream", input, options);
    for await (const step of this.#runs.steps({ message: input }, options)) {
      if (step.type !== "text-delta" && step.type !== "args-delta") yield step;
    }
  }

  /** A run as text for a terminal: code while the model writes it, logs, calls, the answer. */
  prettyStream(input: string, options: RunOptions & PrettyOptions = {}): AsyncGenerator<string> {
    checkRun("agent.prettyStream", input, options, PRETTY_OPTIONS);
    return prettyText(this.#runs.steps({ message: input }, { ...options, deltas: true }), options);
  }

  /** A run as LangChain's events, version 2. */
  streamEvents(input: string, options: RunOptions = {}): AsyncGenerator<StreamEvent> {
    checkRun("agent.streamEvents", input, options);
    return this.#runs.events(input, options);
  }

  /** Forgets a conversation. */
  async clearHistory(options: Pick<RunOptions, "threadId"> = {}): Promise<void> {
    checkOptions("agent.clearHistory", options, RUN_OPTIONS);
    await this.#runs.forget(options.threadId);
  }

  /** Ends what runs, and the client if the agent made it. May be called twice. */
  async close(): Promise<void> {
    await this.#runs.close();
    const { ownClient, addedServer } = this.#resolved;
    if (ownClient !== undefined) await ownClient.close();
    else if (addedServer !== undefined) await this.client.removeServer(addedServer).catch(() => {});
  }

  /** Allows `await using agent = new MCPAgent(…)`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

function runOptions({
  schema,
  ...options
}: RunOptions & { schema?: AnswerSchema | undefined }): AgentRunOptions {
  return { ...options, answer: schema && new StructuredAnswer(schema) };
}

async function lastOf(steps: AsyncIterable<AgentStep | ModelDelta>): Promise<AgentResult<unknown>> {
  let result: AgentResult<unknown> | undefined;
  for await (const step of steps) if (step.type === "result") result = step.result;
  return result as AgentResult<unknown>;
}
