import type { CodeExecutorFunction } from "../contract/execution.js";
import type { ExecutorHostOwner } from "../contract/executor-host.js";
import { wrongOption } from "../errors/check-keys.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { BaseCodeExecutor } from "../executor/base-code-executor.js";
import { findExecutorClass } from "../executor/find-executor-class.js";
import { FunctionCodeExecutor } from "../executor/function-code-executor.js";
import type { CodeExecutorClass, CodeModeConfig } from "./code-mode-config.js";

/**
 * Makes or takes over the executor a configuration names.
 *
 * @throws ToolweaveError `EXECUTOR_NOT_FOUND`, `EXECUTOR_INVALID`, `CONFIG_INVALID`.
 */
export async function createExecutor(
  config: CodeModeConfig,
  client: ExecutorHostOwner,
): Promise<BaseCodeExecutor> {
  const executor: unknown = config.executor ?? "vm";
  if (typeof executor === "string" && executor !== "") {
    const ExecutorClass = await findExecutorClass(executor);
    return checked(new ExecutorClass(client, (config.executorOptions ?? {}) as never));
  }
  if (BaseCodeExecutor.isInstance(executor)) {
    executor.bindClient(client);
    return checked(executor);
  }
  if (typeof executor !== "function") throw invalid(executor);
  if (!isClass(executor)) {
    return new FunctionCodeExecutor(executor as CodeExecutorFunction, client);
  }
  const made = checked(
    new executor(client as never, (config.executorOptions ?? undefined) as never),
  );
  // A class that ignores its constructor's argument is as good as an instance.
  made.bindClient(client);
  return made;
}

/**
 * Checks that options are given to what takes them: a limit that nobody hears of would not hold.
 *
 * @throws ToolweaveError `CONFIG_INVALID`.
 */
export function checkExecutorOptions({ executor, executorOptions }: CodeModeConfig): void {
  // JavaScript may give null for none.
  if (executorOptions === undefined || executorOptions === null) return;
  if (BaseCodeExecutor.isInstance(executor)) {
    const problem = "cannot be given to an executor that is made: give them to its constructor";
    throw wrongOption("codeMode.executorOptions", problem);
  }
  if (typeof executor !== "function" || isClass(executor)) return;
  throw wrongOption("codeMode.executorOptions", "cannot be given to a function, which takes none");
}

/** Methods may be properties of the instance: then only the text of a class tells it from a function. */
function isClass(executor: object): executor is CodeExecutorClass {
  const prototype = (executor as { prototype?: { execute?: unknown } }).prototype;
  return typeof prototype?.execute === "function" || /^class\b/.test(textOf(executor));
}

function textOf(executor: object): string {
  return Function.prototype.toString.call(executor);
}

function checked(executor: unknown): BaseCodeExecutor {
  if (!BaseCodeExecutor.isInstance(executor)) throw invalid(executor);
  const missing = (["execute", "cleanup"] as const).filter(
    (method) => typeof executor[method] !== "function",
  );
  if (missing.length === 0) return executor;
  throw new ToolweaveError(
    "EXECUTOR_INVALID",
    `The executor ${executor.constructor.name} has no ${missing.join("() and no ")}(): an executor that ` +
      "extends BaseCodeExecutor has both.",
  );
}

function invalid(executor: unknown): ToolweaveError {
  return new ToolweaveError(
    "EXECUTOR_INVALID",
    "codeMode.executor must be a name, a package, a function (code, timeout) => result, or a class " +
      `or instance that extends BaseCodeExecutor, not ${kindOf(executor)}.`,
  );
}

function kindOf(executor: unknown): string {
  if (executor === "") return "an empty text";
  return executor === null ? "null" : typeof executor;
}
