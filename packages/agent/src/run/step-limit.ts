import { type AgentMiddleware, createMiddleware } from "langchain";

/** Ends a run when it has asked the model often enough, or need not ask it again. */
export class StepLimit {
  readonly middleware: AgentMiddleware;
  /** True once a run was ended. */
  reached = false;
  #left: number;

  /** @param isOver tells whether the run has ended otherwise. */
  constructor(steps: number, isOver: () => boolean) {
    this.#left = steps;
    this.middleware = createMiddleware({
      name: "StepLimit",
      beforeModel: {
        canJumpTo: ["end"],
        hook: () => {
          if (isOver()) return { jumpTo: "end" };
          if (this.#left-- > 0) return undefined;
          this.reached = true;
          return { jumpTo: "end" };
        },
      },
    });
  }
}
