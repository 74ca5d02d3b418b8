import { findExecutorClass, ToolweaveError } from "@toolweave/core/node";
import type { OpenedClient } from "./open-client.js";

/**
 * Finds the executor of a client, and has it look at its options, which each execution would else fail by.
 *
 * @throws ToolweaveError as `findExecutorClass`; `CONFIG_INVALID` for wrong options.
 */
export async function requireExecutor({
  client,
  config,
  executor,
  executorOptions,
}: OpenedClient): Promise<void> {
  const ExecutorClass = await findExecutorClass(executor);
  if (executorOptions === undefined) return;
  try {
    await new ExecutorClass(client, executorOptions as never).cleanup();
  } catch (error) {
    if (!ToolweaveError.isInstance(error)) throw error;
    const { code, message, details } = error;
    throw new ToolweaveError(code, `${config.file}: codeMode.${message}`, {
      cause: error,
      details: { ...details, path: config.file },
    });
  }
}
