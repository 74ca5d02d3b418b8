import type {
  CodeExecutorFunction,
  ExecuteOptions,
  ExecutionResult,
} from "../contract/execution.js";
import type { ExecutorHostOwner } from "../contract/executor-host.js";
import { describeError } from "../errors/describe-error.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { BaseCodeExecutor } from "./base-code-executor.js";

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
    const elapsed = (): number => (performance.now() - started) / 1000;
    try {
      const result: unknown = await this.#run(code, timeout, options);
      return completed(result, elapsed());
    } catch (thrown) {
      const message = describeError(thrown);
      const code = ToolweaveError.isInstance(thrown) ? thrown.code : "CODE_THREW";
      const name = thrown instanceof Error ? thrown.name : "Error";
      return {
        result: null,
        logs: [],
        error: message,
        execution_time: elapsed(),
        error_details: { code, name, message },
      };
    }
  }

  async cleanup(): Promise<void> {}
}

/** A function may leave out what it does not know; what it gives must be of the right type. */
function completed(value: unknown, seconds: number): ExecutionResult {
  if (typeof value !== "object" || value === null) {
    throw new ToolweaveError(
      "EXECUTOR_INVALID",
      "The executor function must resolve to { result, logs, error, execution_time }, and resolved to " +
        `${value === null ? "null" : typeof value}.`,
    );
  }
  const { result, logs, error, execution_time, ...rest } = value as Partial<ExecutionResult>;
  return {
    ...rest,
    result,
    logs: Array.isArray(logs) ? logs.map(String) : [],
    error: error === undefined || error === null ? null : String(error),
    execution_time: typeof execution_time === "number" ? execution_time : seconds,
  };
}
