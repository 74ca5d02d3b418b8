import { requirePolicy } from "@toolweave/core/node";
import { ofFile } from "./of-file.js";
import type { OpenedClient } from "./open-client.js";
import { requireExecutor } from "./require-executor.js";

/**
 * Looks at all that every execution of a client would else fail by, before a server is started.
 *
 * @throws ToolweaveError as `requireExecutor`; `CONFIG_INVALID` for a policy with a wrong schema.
 */
export async function requireRunnable(opened: OpenedClient): Promise<void> {
  await requireExecutor(opened);
  const { file, codeMode } = opened.config;
  if (codeMode.policy === undefined) return;
  await requirePolicy(codeMode.policy).catch((error: unknown) => {
    throw ofFile(file, error);
  });
}
