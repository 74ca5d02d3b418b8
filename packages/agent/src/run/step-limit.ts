import { type AgentMiddleware, createMiddleware } from "langchain";

/** Ends a run when it has asked the model often enough. */
export class StepLimit {
  readonly middleware: AgentMiddleware;
  /** True once a run was ended. */
  reached = false;
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
    this.middleware = createMiddleware({
      name: "StepLimit",
      beforeModel: {
        canJumpTo: ["end"],
        hook: () => {
          if (this.#left-- > 0) return undefined;
          this.reached = true;
          return { jumpTo: "end" };
        },
      },
    });
  }
}
