import type {
  CodeExecutorFunction,
  ExecuteOptions,
  ExecutionResult,
} from "../contract/execution.js";
import type { ExecutorHostOwner } from "../contract/executor-host.js";
import { describeError } from "../errors/describe-error.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { answerInTime } from "./answer-in-time.js";
import { BaseCodeExecutor } from "./base-code-executor.js";
import { executionResult, failedExecution } from "./execution-result.js";

/** An executor that is one function of the user's. */
export class FunctionCodeExecutor extends BaseCodeExecutor {
  readonly #run: CodeExecutorFunction;

  constructor(run: CodeExecutorFunction, client?: ExecutorHostOwner) {
    super(client);
    this.#run = run;
  }

  async execute(
    code: string,
    timeout?: number,
    options: ExecuteOptions = {},
  ): Promise<ExecutionResult> {
    const started = performance.now();
    try {
      const running = this.#run(code, timeout, options);
      const answer = await answerInTime(running, timeout, options.signal);
      return executionResult(answer, started);
    } catch (thrown) {
      const failure = {
        code: ToolweaveError.isInstance(thrown) ? thrown.code : ("CODE_THREW" as const),
        name: thrown instanceof Error ? thrown.name : "Error",
        message: describeError(thrown),
      };
      return failedExecution(failure, started);
    }
  }

  async cleanup(): Promise<void> {}
}
