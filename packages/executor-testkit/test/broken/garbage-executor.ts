import { BaseCodeExecutor, type ExecutionResult } from "@toolweave/core";

/** Answers everything with the same garbage, and runs nothing. */
export class GarbageExecutor extends BaseCodeExecutor {
  async execute(): Promise<ExecutionResult> {
    return { result: "garbage", logs: ["garbage"], error: null, execution_time: 0 };
  }

  async cleanup(): Promise<void> {}
}
