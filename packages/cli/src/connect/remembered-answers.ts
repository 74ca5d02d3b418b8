import type { ApprovalAnswer, ApproveFunction } from "@toolweave/core";

/** The answers that one person wants remembered, and nobody else's. */
export class RememberedAnswers {
  readonly #answers = new Map<string, ApprovalAnswer>();

  /** Asks by a function, but no more about a tool whose answer is remembered. */
  orAsk(approve: ApproveFunction): ApproveFunction {
    return async (request) => {
      const tool = JSON.stringify([request.server, request.tool]);
      const known = this.#answers.get(tool);
      if (known !== undefined) return known;
      const answer = await approve(request);
      if (typeof answer === "object" && answer.remember === true) this.#answers.set(tool, answer);
      return answer;
    };
  }
}
