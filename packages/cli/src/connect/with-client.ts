import type { MCPClient } from "@toolweave/core";
import { withSignals } from "../command-line/with-signals.js";
import type { ClientFlags } from "./client-options.js";
import { connectServers } from "./connect-servers.js";
import { openClient } from "./open-client.js";
import { warnOfFailures } from "./warn-of-failures.js";

/**
 * Does the work of a command with a client whose servers are connected. The client is closed when the
 * work is done, or a signal ends it. Resolves with the exit code.
 */
export function withClient(
  flags: ClientFlags,
  work: (client: MCPClient, signal: AbortSignal) => Promise<number>,
): Promise<number> {
  return withSignals(async (signal) => {
    const { client } = await openClient(flags);
    const close = (): void => void client.close().catch(() => {});
    signal.addEventListener("abort", close, { once: true });
    try {
      await connectServers(client);
      if (!signal.aborted) warnOfFailures(client);
      return await work(client, signal);
    } finally {
      await client.close();
    }
  });
}
