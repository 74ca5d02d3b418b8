import type { ExecuteOptions, ExecutionResult } from "@toolweave/core";
import ProcessExecutor from "../third-party/process-executor.js";

const RETURNED = "returned: ";

/** Answers when the code returns, and lets its sandbox run on. */
export class LingeringExecutor extends ProcessExecutor {
  override execute(
    code: string,
    timeout?: number,
    options: ExecuteOptions = {},
  ): Promise<ExecutionResult> {
    const wrapped = `
      const value = await (async () => { ${code} })();
      console.log("${RETURNED}" + JSON.stringify(value));
      await new Promise(() => {});`;
    return new Promise((resolve, reject) => {
      const onLog = (line: string): void => {
        if (!line.startsWith(RETURNED)) options.onLog?.(line);
        else resolve({ result: JSON.parse(line.slice(RETURNED.length)), ...NOTHING_ELSE });
      };
      super.execute(wrapped, timeout, { ...options, onLog }).then(resolve, reject);
    });
  }
}

const NOTHING_ELSE = { logs: [], error: null, execution_time: 0 };
