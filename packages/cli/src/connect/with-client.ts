import type { MCPClient } from "@toolweave/core";
import { withSignals } from "../command-line/with-signals.js";
import type { ClientFlags } from "./client-options.js";
import { openClient } from "./open-client.js";
import { requireRunnable } from "./require-runnable.js";
import { ServerNews } from "./server-news.js";

/** What the work of a command is given. */
export interface ClientWork {
  readonly client: MCPClient;
  readonly signal: AbortSignal;
  readonly news: ServerNews;
  /** For work that runs code. @throws ToolweaveError as `requireRunnable`, before a server is started. */
  readonly requireRunnable: () => Promise<void>;
}

/**
 * Does the work of a command with a client, which connects its servers when the work needs them. The client
 * is closed when the work is done, or a signal ends it. Resolves with the exit code.
 */
export function withClient(
  flags: ClientFlags,
  work: (given: ClientWork) => Promise<number>,
): Promise<number> {
  return withSignals(async (signal) => {
    const opened = await openClient(flags);
    const { client } = opened;
    const news = new ServerNews(client);
    const close = (): void => {
      news.stop();
      void client.close().catch(() => {});
    };
    signal.addEventListener("abort", close, { once: true });
    news.watch();
    try {
      const exitCode = await work({
        client,
        signal,
        news,
        requireRunnable: () => requireRunnable(opened),
      });
      if (!signal.aborted) news.tell();
      return exitCode;
    } finally {
      news.stop();
      await client.close();
    }
  });
}
