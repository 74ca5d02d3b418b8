import { AsyncLocalStorageProviderSingleton } from "@langchain/core/singletons";
import { interrupt, isGraphInterrupt } from "@langchain/langgraph";
import type { HITLResponse } from "langchain";
import type { ApprovalInterrupt } from "./approval-questions.js";

type Response = Partial<HITLResponse>;

/** Where LangGraph keeps the responses for a task: those in their order, or one for whatever asks first. */
interface Scratchpad {
  readonly resume: readonly unknown[];
  readonly nullResume: unknown;
}

const NO_CHECKPOINTER = {
  type: "reject",
  message: "nobody can be asked: the agent has no checkpointer",
};

/**
 * What was responded to the questions of one execution, in its order. LangGraph knows the order alone: after a run
 * that ended before the next question, it has several responses to the same one.
 */
export class Responses {
  /** How many were taken. */
  taken = 0;

  /** The next response; without one the graph is interrupted, and asks. */
  take(question: ApprovalInterrupt): Response {
    try {
      return this.#next(question);
    } catch (error) {
      if (!isMissingCheckpointer(error)) throw error;
      return { decisions: question.calls.map(() => NO_CHECKPOINTER) } as HITLResponse;
    }
  }

  /** Takes all that there are, and asks nothing; the last of them. */
  takeRest(): Response | undefined {
    let last: Response | undefined;
    try {
      for (;;) last = this.#next(undefined);
    } catch (error) {
      if (!isGraphInterrupt(error) && !isMissingCheckpointer(error)) throw error;
      return last;
    }
  }

  #next(question: ApprovalInterrupt | undefined): Response {
    const response = interrupt<ApprovalInterrupt | undefined, HITLResponse>(question);
    this.taken++;
    return response;
  }
}

/** True if the graph was resumed with responses for what runs. There is no other way to know than to take them. */
export function areResponsesLeft(): boolean {
  const { configurable } = AsyncLocalStorageProviderSingleton.getRunnableConfig() ?? {};
  const known = configurable?.["__pregel_scratchpad"] as Partial<Scratchpad> | undefined;
  return known?.nullResume !== undefined || (known?.resume?.length ?? 0) > 0;
}

function isMissingCheckpointer(error: unknown): boolean {
  return (error as { lc_error_code?: unknown } | null)?.lc_error_code === "MISSING_CHECKPOINTER";
}
