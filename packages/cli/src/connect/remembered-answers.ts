import type { ApprovalAnswer, ApprovalRequest, ApproveFunction } from "@toolweave/core";

/** A question that is put to somebody, and can be answered in their place. */
interface OpenQuestion {
  readonly tool: string;
  readonly settle: (answer: ApprovalAnswer) => void;
}

/** The answers that one person wants remembered, and nobody else's. */
export class RememberedAnswers {
  readonly #answers = new Map<string, ApprovalAnswer>();
  readonly #open = new Set<OpenQuestion>();

  /**
   * Asks by a function, but no more about a tool whose answer is remembered: what it has been asked about that tool
   * meanwhile is taken back, by the signal of the request.
   */
  orAsk(approve: ApproveFunction): ApproveFunction {
    return async (request) => {
      const tool = toolOf(request);
      const known = this.#answers.get(tool);
      if (known !== undefined) return known;
      const answer = await this.#ask(approve, request, tool);
      if (typeof answer === "object" && answer.remember === true) this.#remember(tool, answer);
      return answer;
    };
  }

  async #ask(
    approve: ApproveFunction,
    request: ApprovalRequest,
    tool: string,
  ): Promise<boolean | ApprovalAnswer> {
    const takenBack = new AbortController();
    let question: OpenQuestion | undefined;
    const known = new Promise<ApprovalAnswer>((settle) => {
      question = { tool, settle };
      this.#open.add(question);
    });
    const signal = AbortSignal.any([request.signal, takenBack.signal]);
    try {
      return await Promise.race([approve({ ...request, signal }), known]);
    } finally {
      if (question !== undefined) this.#open.delete(question);
      takenBack.abort();
    }
  }

  #remember(tool: string, answer: ApprovalAnswer): void {
    this.#answers.set(tool, answer);
    for (const question of this.#open) if (question.tool === tool) question.settle(answer);
  }
}

/** What a person allowed is the tool as its server described it then. */
function toolOf({ server, tool, ...request }: ApprovalRequest): string {
  const { title, description, inputSchema, annotations } = request;
  return JSON.stringify([server, tool, title, description, inputSchema, annotations]);
}
