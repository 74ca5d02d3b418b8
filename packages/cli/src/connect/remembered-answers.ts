import type { ApprovalAnswer, ApproveFunction } from "@toolweave/core";

/** The answers that one person wants remembered, and nobody else's. */
export class RememberedAnswers {
  readonly #answers = new Map<string, ApprovalAnswer>();

  /** Asks by a function, but no more about a tool whose answer is remembered. */
  orAsk(approve: ApproveFunction): ApproveFunction {
    return async (request) => {
      const { server, title, description, inputSchema, annotations } = request;
      // What a person allowed is the tool as its server described it then.
      const definition = [title, description, inputSchema, annotations];
      const tool = JSON.stringify([server, request.tool, ...definition]);
      const known = this.#answers.get(tool);
      if (known !== undefined) return known;
      const answer = await approve(request);
      if (typeof answer === "object" && answer.remember === true) this.#answers.set(tool, answer);
      return answer;
    };
  }
}
