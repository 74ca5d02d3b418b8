import { randomUUID } from "node:crypto";
import type { Sandbox } from "@e2b/code-interpreter";
import type { E2BSettings } from "./e2b-settings.js";
import { loadSdk } from "./load-sdk.js";
import { retrying } from "./retrying.js";
import { mayPass } from "./sdk-errors.js";
import { CREATION_TAG, type StraySandboxes } from "./stray-sandboxes.js";

/** What is to be done about a sandbox that nobody wants any more. */
export interface Opening {
  readonly strays: StraySandboxes;
  /** True once nobody wants it: nothing is tried again then. */
  readonly isClosed: () => boolean;
  /** Cuts the request that is under way. */
  readonly signal: AbortSignal;
}

/** Makes a sandbox, or attaches to the one that is configured. */
export async function openSdkSandbox(
  { connection, creation, template, timeoutMs, sandboxId }: E2BSettings,
  { strays, isClosed, signal }: Opening,
): Promise<Sandbox> {
  const { Sandbox } = await loadSdk();
  const options = { ...connection, timeoutMs, signal };
  const create = async (): Promise<Sandbox> => {
    const tag = randomUUID();
    const metadata = { ...creation.metadata, [CREATION_TAG]: tag };
    try {
      return await Sandbox.create(template, { ...creation, ...options, metadata });
    } catch (error) {
      strays.lost(tag, error);
      throw error;
    }
  };
  const attempt = sandboxId === undefined ? create : () => Sandbox.connect(sandboxId, options);
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
