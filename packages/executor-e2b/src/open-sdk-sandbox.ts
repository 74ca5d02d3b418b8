import type { Sandbox } from "@e2b/code-interpreter";
import type { E2BSettings } from "./e2b-settings.js";
import { retrying } from "./retrying.js";
import { mayPass } from "./sdk-errors.js";

/**
 * Makes a sandbox, or attaches to the one that is configured.
 *
 * @param isClosed true once nobody wants it any more: nothing is tried again then.
 */
export async function openSdkSandbox(
  { connection, creation, template, timeoutMs, sandboxId }: E2BSettings,
  isClosed: () => boolean,
): Promise<Sandbox> {
  // Loading the SDK takes a while, which a program that never runs code need not spend.
  const { Sandbox } = await import("@e2b/code-interpreter");
  const options = { ...connection, timeoutMs };
  const attempt = (): Promise<Sandbox> =>
    sandboxId === undefined
      ? Sandbox.create(template, { ...creation, ...options })
      : Sandbox.connect(sandboxId, options);
  const controller = new AbortController();
  return await retrying(async () => {
    try {
      return await attempt();
    } catch (error) {
      if (isClosed() || !mayPass(error)) controller.abort();
      throw error;
    }
  }, controller.signal);
}
