import type { StreamEvent } from "@langchain/core/tracers/log_stream";
import { type MCPClient, ToolweaveError } from "@toolweave/core";
import type { HITLResponse } from "langchain";
import type { MCPAgentOptions, RunOptions } from "./agent-options.js";
import type { PendingApproval } from "./approval/approval-questions.js";
import type { AgentResult } from "./run/agent-result.js";
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
   * makes of it.
   *
   * @throws ToolweaveError `MODEL_NO_ANSWER`, `ANSWER_INVALID`, `APPROVAL_PENDING`, `AGENT_CLOSED`,
   *   `CLIENT_CLOSED`; the signal's reason; what the model's client throws.
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
    const { status, output, approvals, threadId } = await this.invoke(input, options as RunOptions);
    if (status !== "needs-approval") return output;
    throw new ToolweaveError(
      "APPROVAL_PENDING",
      `${output} Decide with agent.resume(decisions), or give the client's policy an approve function.`,
      { details: { approvals, threadId } },
    );
  }

  /** As `run`, with all that is known of the outcome: its status, its messages, what it cost. */
  async invoke<Output>(
    input: string,
    options: RunOptions & { schema: AnswerSchema<Output> },
  ): Promise<AgentResult<Output>>;
  async invoke(input: string, options?: RunOptions): Promise<AgentResult>;
  async invoke<Output>(
    input: string,
    { schema, ...options }: RunOptions & { schema?: AnswerSchema<Output> } = {},
  ): Promise<AgentResult<unknown>> {
    const answer = schema && (new StructuredAnswer(schema) as StructuredAnswer<unknown>);
    return lastOf(this.#runs.steps({ message: input }, { ...options, answer }));
  }

  /**
   * Goes on with a run that waits for approval, in this process or, by a checkpointer that keeps what it
   * is told, in another.
   *
   * @param decisions one for each of the pending approvals, in their order.
   */
  async resume(
    decisions: HITLResponse["decisions"],
    options: RunOptions = {},
  ): Promise<AgentResult> {
    return (await lastOf(this.#runs.steps({ decisions }, options))) as AgentResult;
  }

  /** What waits for a decision in a conversation. */
  pendingApprovals({
    threadId,
  }: Pick<RunOptions, "threadId"> = {}): Promise<readonly PendingApproval[]> {
    return this.#runs.pendingApprovals(threadId);
  }

  /** A run as its steps: answers of the model, code's logs and calls, answers of tools, the result. */
  async *stream(input: string, options: RunOptions = {}): AsyncGenerator<AgentStep> {
    for await (const step of this.#runs.steps({ message: input }, options)) {
      if (step.type !== "text-delta" && step.type !== "args-delta") yield step;
    }
  }

  /** A run as text for a terminal: code while the model writes it, logs, calls, the answer. */
  prettyStream(input: string, options: RunOptions & PrettyOptions = {}): AsyncGenerator<string> {
    return prettyText(this.#runs.steps({ message: input }, { ...options, deltas: true }), options);
  }

  /** A run as LangChain's events, version 2. */
  streamEvents(input: string, options: RunOptions = {}): AsyncGenerator<StreamEvent> {
    return this.#runs.events(input, options);
  }

  /** Forgets a conversation. */
  clearHistory({ threadId }: Pick<RunOptions, "threadId"> = {}): Promise<void> {
    return this.#runs.forget(threadId);
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

async function lastOf(steps: AsyncIterable<AgentStep | ModelDelta>): Promise<AgentResult<unknown>> {
  let result: AgentResult<unknown> | undefined;
  for await (const step of steps) if (step.type === "result") result = step.result;
  return result as AgentResult<unknown>;
}
