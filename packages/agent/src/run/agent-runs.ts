import type { StreamEvent } from "@langchain/core/tracers/log_stream";
import { ToolweaveError } from "@toolweave/core";
import type { PendingApproval } from "../approval/approval-questions.js";
import { invalidOption } from "../options/check-options.js";
import type { StructuredAnswer } from "../tools/answer-tool.js";
import { AgentRun, type AgentRunOptions, type RunInput, type RunPlan } from "./agent-run.js";
import type { AgentSetup } from "./agent-setup.js";
import type { AgentStep, ModelDelta } from "./agent-step.js";
import { endWithGraphAround, IS_OVER } from "./end-with-graph.js";
import { ThreadLocks } from "./thread-locks.js";

/** A plan with the signal that ends the run. */
type BegunPlan = RunPlan & { readonly signal: AbortSignal };

type EndTurn = (how: { readonly keep: boolean }) => Promise<void>;

/** The runs of one agent: those of a conversation after each other, and all of them until it is closed. */
export class AgentRuns {
  readonly #setup: AgentSetup;
  readonly #locks = new ThreadLocks();
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<void>>();
  /** By conversation, the answers that runs will give which wait for approval. */
  readonly #awaited = new Map<string, StructuredAnswer<unknown>>();

  constructor(setup: AgentSetup) {
    this.#setup = setup;
  }

  /**
   * The steps of a run; the result is the last of them. The run is over with the first step that tells how
   * it ended, so that whoever reads it may go on with the conversation before reading on.
   */
  async *steps(input: RunInput, options: AgentRunOptions): AsyncGenerator<AgentStep | ModelDelta> {
    const left = new AbortController();
    const plan = this.#plan(options, left.signal);
    const decides = "decisions" in input;
    if (decides && this.#locks.isHeld(plan.threadId)) throw notAskedYet(plan.threadId);
    const end = await this.#begin(plan, left);
    const answer = plan.answer ?? (decides ? this.#awaited.get(plan.threadId) : undefined);
    const run = new AgentRun(this.#setup, { ...plan, answer });
    // What could not be decided still waits.
    const endEarly = (): Promise<void> => end({ keep: decides && !run.hasBegun });
    let isOver = false;
    try {
      const steps = run.steps(input);
      const stopFollowing = followSignal(plan.signal, steps, endEarly);
      for await (const step of steps) {
        if (!isOver && (step.type === "approval" || step.type === "result")) {
          isOver = true;
          stopFollowing();
          const waits = step.type === "approval";
          this.#awaitAnswer(plan.threadId, waits ? answer : undefined);
          await end({ keep: waits });
        }
        yield step;
      }
      if (!isOver) plan.signal.throwIfAborted();
    } finally {
      // Whoever stops listening wants no more of it.
      left.abort(isOver ? IS_OVER : undefined);
      await endEarly();
    }
  }

  /** A run as LangChain's events. */
  async *events(message: string, options: AgentRunOptions): AsyncGenerator<StreamEvent> {
    const left = new AbortController();
    const plan = this.#plan(options, left.signal);
    const end = await this.#begin(plan, left);
    const endEarly = (): Promise<void> => end({ keep: false });
    let isOver = false;
    try {
      this.#awaitAnswer(plan.threadId, undefined);
      const run = new AgentRun(this.#setup, plan);
      const events = run.events(message);
      followSignal(plan.signal, events, endEarly);
      yield* events;
      plan.signal.throwIfAborted();
      isOver = true;
      await end({ keep: (await run.pendingApprovals()).length > 0 });
    } finally {
      // Whoever stops listening wants no more of it.
      left.abort(isOver ? IS_OVER : undefined);
      await endEarly();
    }
  }

  async pendingApprovals(
    threadId: string = this.#setup.threadId,
  ): Promise<readonly PendingApproval[]> {
    // The checkpointer still has what a run that is under way was told.
    if (this.#locks.isHeld(threadId)) return [];
    return new AgentRun(this.#setup, { threadId }).pendingApprovals();
  }

  async forget(threadId: string = this.#setup.threadId): Promise<void> {
    const unlock = await this.#locks.acquire(threadId, undefined);
    this.#awaitAnswer(threadId, undefined);
    await this.#setup.checkpointer.deleteThread(threadId).finally(unlock);
  }

  /** Ends what runs. */
  async close(): Promise<void> {
    this.#closing.abort(new ToolweaveError("AGENT_CLOSED", "The agent has been closed."));
    await Promise.allSettled(this.#running);
  }

  #plan(options: AgentRunOptions, left: AbortSignal): BegunPlan {
    const { remembers, threadId } = this.#setup;
    const { signal } = options;
    return {
      ...options,
      threadId: options.threadId ?? (remembers ? threadId : crypto.randomUUID()),
      signal: AbortSignal.any([this.#closing.signal, left, ...(signal ? [signal] : [])]),
    };
  }

  #awaitAnswer(threadId: string, answer: StructuredAnswer<unknown> | undefined): void {
    if (answer === undefined) this.#awaited.delete(threadId);
    else this.#awaited.set(threadId, answer);
  }

  /** Waits for the conversation's turn; what it resolves with ends the turn, once. */
  async #begin({ threadId, signal }: BegunPlan, left: AbortController): Promise<EndTurn> {
    signal.throwIfAborted();
    const stopEnding = endWithGraphAround(left);
    let resolve: () => void = () => {};
    const running = new Promise<void>((ended) => {
      resolve = ended;
    });
    this.#running.add(running);
    const leave = (): void => {
      stopEnding();
      resolve();
      this.#running.delete(running);
    };
    const unlock = await this.#locks.acquire(threadId, signal).catch((error) => {
      leave();
      throw error;
    });
    const end: EndTurn = async ({ keep }) => {
      try {
        const isForgotten = !this.#setup.remembers && !keep;
        if (isForgotten) await this.#setup.checkpointer.deleteThread(threadId);
      } finally {
        unlock();
        leave();
      }
    };
    let ended: Promise<void> | undefined;
    return (how) => {
      ended ??= end(how);
      return ended;
    };
  }
}

/** Ends a run when its signal aborts, also if nobody reads on; what it returns stops that. */
function followSignal(
  signal: AbortSignal,
  run: AsyncGenerator<unknown>,
  end: () => Promise<void>,
): () => void {
  const stop = (): void => {
    run
      .return(undefined)
      .then(end, end)
      .catch(() => {});
  };
  signal.addEventListener("abort", stop, { once: true });
  return () => signal.removeEventListener("abort", stop);
}

/** Decisions that came while a run was under way would be about what nobody has seen yet. */
function notAskedYet(threadId: string): ToolweaveError {
  return invalidOption(
    "agent.resume",
    `a run of the conversation "${threadId}" is under way, and nothing waits for a decision until it has ended`,
  );
}
