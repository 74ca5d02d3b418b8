import type { MCPClient } from "@toolweave/core";
import { ExitCode } from "../command-line/exit-code.js";
import { paint, print, verbosely } from "../command-line/terminal.js";
import { withSignals } from "../command-line/with-signals.js";
import type { ClientFlags } from "../connect/client-options.js";
import { firstLine } from "../connect/connect-servers.js";
import { openClient } from "../connect/open-client.js";
import type { HttpFlags } from "./http-settings.js";
import { serveStdio } from "./serve-stdio.js";
import { WatchedCatalog } from "./watched-catalog.js";

/** Options of `toolweave serve`. */
export interface ServeFlags extends ClientFlags, HttpFlags {}

/** Serves code mode over stdio or HTTP, until the client is gone or a signal ends it. */
export function runServe(flags: ServeFlags): Promise<number> {
  return withSignals(async (signal) => {
    const { client } = await openClient(flags);
    const catalog = new WatchedCatalog(client);
    try {
      const { codeModeConnector: connector } = client;
      if (connector === undefined) return ExitCode.usage;
      // Clients are answered before servers are up: slow ones must not hold up the handshake.
      catalog.start().then(
        () => warnOf(client, signal),
        () => {},
      );
      const served = { connector, catalog };
      const verbose = verbosely(flags);
      if (flags.http === undefined) await serveStdio(served, { signal, verbose });
      else {
        const { serveHttp } = await import("./serve-http.js");
        await serveHttp(served, flags, { signal, verbose });
      }
      return ExitCode.ok;
    } finally {
      catalog.stop();
      await client.close();
    }
  }, ExitCode.ok);
}

/** Servers whose start was broken off by the end of the client are no news. */
function warnOf(client: MCPClient, signal: AbortSignal): void {
  if (signal.aborted) return;
  for (const { code, message } of Object.values(client.getFailedServers())) {
    if (code !== "CLIENT_CLOSED") print(`${paint("yellow", "warning:")} ${firstLine(message)}`);
  }
}
