import { interrupt, isGraphInterrupt } from "@langchain/langgraph";
import type { HITLResponse } from "langchain";
import { isMissingCheckpointer } from "../checkpoints/missing-checkpointer.js";
import type { ApprovalInterrupt } from "./approval-questions.js";
import {
  dropUnaddressed,
  hasUnaddressed,
  ignoreUnaddressedOfBefore,
} from "./unaddressed-response.js";

type Response = Partial<HITLResponse>;

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
  #tookUnaddressed = false;

  /** The next response; without one the graph is interrupted, and asks. */
  async take(question: ApprovalInterrupt): Promise<Response> {
    try {
      return this.#next(question);
    } catch (error) {
      // With the question LangGraph keeps what was taken.
      if (isGraphInterrupt(error) && this.#tookUnaddressed) await dropUnaddressed();
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
    ignoreUnaddressedOfBefore();
    const isThere = hasUnaddressed();
    const response = interrupt<ApprovalInterrupt | undefined, HITLResponse>(question);
    if (isThere && !hasUnaddressed()) this.#tookUnaddressed = true;
    this.taken++;
    return response;
  }
}
