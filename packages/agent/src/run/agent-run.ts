import { AIMessage, type BaseMessage, HumanMessage } from "@langchain/core/messages";
import type { StreamEvent } from "@langchain/core/tracers/log_stream";
import { Command } from "@langchain/langgraph";
import type { ToolweaveError } from "@toolweave/core";
import { type HITLResponse, MiddlewareError, type ReactAgent } from "langchain";
import type { RunOptions } from "../agent-options.js";
import { nameOfCall, type PendingApproval } from "../approval/approval-questions.js";
import {
  callsOf,
  decideOn,
  type Interrupt,
  needsCodeMode,
  type OpenQuestion,
  openQuestions,
  unknownQuestion,
} from "../approval/open-questions.js";
import { finalText } from "../model/final-text.js";
import { invalidOption } from "../options/check-options.js";
import { ANSWER_TOOL, type StructuredAnswer } from "../tools/answer-tool.js";
import type { ServerTool } from "../tools/visible-tools.js";
import type { AgentResult } from "./agent-result.js";
import { type AgentSetup, agentGraph, answersByTool, serverToolsOf } from "./agent-setup.js";
import type { AgentStep, ModelDelta } from "./agent-step.js";
import { apartFromGraphs } from "./apart-from-graphs.js";
import { messagesAroundEnd, readChunk, updatedMessages } from "./read-chunk.js";
import { RunMessages } from "./run-messages.js";
import { StepLimit } from "./step-limit.js";
import { untilAborted } from "./until-aborted.js";
import { UsageTally } from "./usage-tally.js";

/** What a run begins with: a message, or decisions on what an earlier run asked. */
export type RunInput =
  | { readonly message: string }
  | { readonly decisions: HITLResponse["decisions"] };

/** What is asked of a run beside its input. */
export interface AgentRunOptions extends RunOptions {
  /** The answer that has to fit a schema, if it has to. */
  readonly answer?: StructuredAnswer<unknown> | undefined;
  /** True if what the model says is wanted while it says it. */
  readonly deltas?: boolean | undefined;
}

/** The same, decided. */
export interface RunPlan extends AgentRunOptions {
  threadId: string;
}

/** Where a conversation stands. */
interface GraphState {
  readonly messages: BaseMessage[];
  readonly questions: readonly OpenQuestion[];
  /** True if it waits for what is no approval. */
  readonly waitsForElse: boolean;
}

const ANSWER_HINT = `Give your final answer by calling ${ANSWER_TOOL}.`;

/** Stands for whatever tools wait, in a graph that is only looked at. */
const ANY_TOOL: ServerTool = {
  server: "",
  definition: { name: "any", inputSchema: { type: "object" } },
};

/** One run of an agent. */
export class AgentRun {
  readonly tally: UsageTally = new UsageTally();
  /** True once the graph was given its input. */
  hasBegun = false;
  readonly #setup: AgentSetup;
  readonly #plan: RunPlan;
  readonly #limit: StepLimit;

  constructor(setup: AgentSetup, plan: RunPlan) {
    this.#setup = setup;
    this.#plan = plan;
    const { answer } = plan;
    // Of several calls in one answer LangChain looks at the last alone.
    const isOver = (): boolean =>
      answer !== undefined && (answer.accepted !== undefined || answer.failed);
    this.#limit = new StepLimit(setup.maxSteps, isOver);
  }

  /** Does it, and tells its steps as they happen. */
  async *steps(input: RunInput): AsyncGenerator<AgentStep | ModelDelta> {
    const { answer, signal, deltas } = this.#plan;
    const graph = await this.#connect();
    const before = "decisions" in input ? await this.#waiting() : await this.#state(graph);
    const own = new RunMessages(before.messages, this.#message(input));
    const streamMode = ["updates", "custom", ...(deltas === true ? ["messages"] : [])];
    let next: unknown = this.#graphInput(input, own, before.questions);
    this.hasBegun = true;
    for (;;) {
      try {
        const config = { ...this.#config(), streamMode };
        const stream = await apartFromGraphs(() => graph.stream(next as never, config as never));
        for await (const chunk of stream) {
          const [mode, value] = chunk as unknown as [string, unknown];
          if (mode === "updates") {
            own.note(updatedMessages(value));
            own.noteEnd(messagesAroundEnd(value));
          }
          yield* readChunk(mode, value);
        }
      } catch (error) {
        signal?.throwIfAborted();
        throw withoutWrapping(error);
      }
      signal?.throwIfAborted();
      const { messages, questions, waitsForElse } = await this.#state(graph);
      if (waitsForElse) throw unknownQuestion();
      const isMissing = answer !== undefined && answer.accepted === undefined && !answer.failed;
      if (!isMissing || questions.length > 0 || this.#limit.reached) {
        if (questions.length > 0) yield { type: "approval", approvals: callsOf(questions) };
        yield { type: "result", result: this.#result(own, { messages, questions }) };
        return;
      }
      // To ask again would be to pass over what has ended the run, such as a limit on calls of the model.
      const end = own.endOf(messages);
      if (end !== undefined) throw answer.endedBy(end);
      const last = messages.at(-1);
      answer.missed(AIMessage.isInstance(last) ? last.text.trim() : "");
      if (answer.failed) throw answer.error();
      own.goesOn();
      next = { messages: [new HumanMessage(ANSWER_HINT)] };
    }
  }

  /** Does it, and tells LangChain's events. */
  async *events(message: string): AsyncGenerator<StreamEvent> {
    const { graph } = await this.#connect();
    const state = { messages: [new HumanMessage(message)] };
    try {
      const config = { ...this.#config(), version: "v2" as const };
      yield* apartFromGraphs(() => graph.streamEvents(state, config));
    } catch (error) {
      this.#plan.signal?.throwIfAborted();
      throw withoutWrapping(error);
    }
  }

  /** Connects the servers and makes the run's graph. Ends with the run. */
  async #connect(): Promise<ReactAgent> {
    const { signal } = this.#plan;
    return this.#graph(await untilAborted(serverToolsOf(this.#setup), signal));
  }

  #graph(serverTools: readonly ServerTool[]): ReactAgent {
    const answerTool = this.#plan.answer?.tool;
    return agentGraph(this.#setup, { limit: this.#limit, answerTool, serverTools });
  }

  /** What every call of the graph is given. */
  #config(): Record<string, unknown> {
    const { threadId, signal, callbacks } = this.#plan;
    return {
      configurable: { thread_id: threadId },
      // The limit of steps is ours; LangGraph's would lose what has been done.
      recursionLimit: 1000 + 100 * this.#setup.maxSteps,
      callbacks: [...this.#setup.callbacks, ...(callbacks ?? []), this.tally],
      ...(signal !== undefined && { signal }),
    };
  }

  async pendingApprovals(): Promise<readonly PendingApproval[]> {
    return callsOf((await this.#waiting()).questions);
  }

  /** What waits, also if it is in tools that this agent does not have: a graph without any would not tell of it. */
  #waiting(): Promise<GraphState> {
    return this.#state(this.#graph([ANY_TOOL]));
  }

  #message(input: RunInput): HumanMessage | undefined {
    if (!("message" in input)) return undefined;
    const hint = this.#plan.answer === undefined ? "" : `\n\n${ANSWER_HINT}`;
    return new HumanMessage({ id: crypto.randomUUID(), content: `${input.message}${hint}` });
  }

  #graphInput(
    input: RunInput,
    { input: message }: RunMessages,
    questions: readonly OpenQuestion[],
  ): unknown {
    if (!("decisions" in input)) return { messages: [message] };
    if (questions.length === 0) throw this.#nothingWaits();
    const ofCode = questions.filter(({ isOfCode }) => isOfCode);
    if (ofCode.length > 0 && !this.#setup.inCodeMode) throw needsCodeMode(ofCode);
    return new Command({ resume: decideOn(questions, input.decisions) });
  }

  #nothingWaits(): ToolweaveError {
    const advice = this.#setup.remembers
      ? ""
      : ": without memory every run is a conversation of its own, whose threadId its result has";
    return invalidOption(
      "agent.resume",
      `no call waits for a decision in the conversation "${this.#plan.threadId}"${advice}`,
    );
  }

  async #state(graph: ReactAgent): Promise<GraphState> {
    const config = { configurable: { thread_id: this.#plan.threadId } };
    const { values, tasks } = (await apartFromGraphs(() => graph.graph.getState(config))) as {
      values: { messages?: BaseMessage[] };
      tasks: readonly { interrupts: readonly Interrupt[] }[];
    };
    const interrupts = tasks.flatMap((task) => task.interrupts);
    const questions = openQuestions(interrupts);
    const waitsForElse = questions.length === 0 && interrupts.length > 0;
    return { messages: values.messages ?? [], questions, waitsForElse };
  }

  #result(
    own: RunMessages,
    { messages: conversation, questions }: Pick<GraphState, "messages" | "questions">,
  ): AgentResult<unknown> {
    const { threadId, answer } = this.#plan;
    const messages = own.among(conversation);
    const common = { messages, approvals: callsOf(questions), usage: this.tally.usage(), threadId };
    if (questions.length > 0) {
      const calls = common.approvals.map(nameOfCall);
      const output = `Approval is needed for ${calls.join(", ")}.`;
      return { status: "needs-approval", output, ...common };
    }
    if (answer?.accepted !== undefined) {
      return { status: "answered", output: answer.accepted.value, ...common };
    }
    if (this.#limit.reached) {
      const output = `Stopped after ${this.#setup.maxSteps} steps, before there was an answer.`;
      return { status: "out-of-steps", output, ...common };
    }
    if (answer !== undefined) throw answer.error();
    const output = finalText(own.upToEnd(messages), {
      mayAnswer: answersByTool(this.#setup),
      hasAnswered: own.isConcluded,
    });
    return { status: "answered", output, ...common };
  }
}

/** The error as it was thrown: LangChain wraps it once for every middleware that it passes. */
function withoutWrapping(error: unknown): unknown {
  return MiddlewareError.isInstance(error) ? withoutWrapping(error.cause) : error;
}
