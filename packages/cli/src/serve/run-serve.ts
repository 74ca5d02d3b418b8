import type { CodeModeConnector, MCPClient } from "@toolweave/core";
import { findExecutorClass, ToolweaveError } from "@toolweave/core/node";
import { ExitCode } from "../command-line/exit-code.js";
import { paint, print, verbosely } from "../command-line/terminal.js";
import { withSignals } from "../command-line/with-signals.js";
import { readConfig } from "../config/read-config.js";
import { requireNotBehindItself } from "../connect/behind-itself.js";
import type { ClientFlags } from "../connect/client-options.js";
import { failureText } from "../connect/failure-text.js";
import { isOwn } from "../connect/own-executors.js";
import { requireRunnable } from "../connect/require-runnable.js";
import { tellOfConfig } from "../connect/tell-of-config.js";
import type { HttpFlags } from "./http-settings.js";
import { LateClient } from "./late-client.js";
import { serveStdio } from "./serve-stdio.js";
import { WatchedCatalog } from "./watched-catalog.js";

/** Options of `toolweave serve`. */
export interface ServeFlags extends ClientFlags, HttpFlags {}

/** Serves code mode over stdio or HTTP, until the client is gone or a signal ends it. */
export function runServe(flags: ServeFlags): Promise<number> {
  return withSignals(async (signal) => {
    const verbose = verbosely(flags);
    requireHttp(flags);
    const config = await readConfig(flags.config, process.cwd());
    tellOfConfig(config, flags);
    requireNotBehindItself(config);
    await requireNamed(flags.executor);
    const catalog = new WatchedCatalog(config.names);
    const late = new LateClient({
      make: async () => {
        const { makeClient } = await import("../connect/open-client.js");
        const made = await makeClient(config, flags);
        await requireRunnable({ config, ...made });
        return made.client;
      },
      // Clients are answered before servers are up: slow ones must not hold up the handshake.
      start: (client) => {
        catalog.start(client).then(
          () => warnOf(client, signal),
          () => {},
        );
      },
    });
    const served = { catalog, connector: async () => connectorOf(await late.get()) };
    try {
      if (flags.http === undefined) await serveStdio(served, { signal, verbose });
      else {
        await late.get();
        const { serveHttp } = await import("./serve-http.js");
        await serveHttp(served, flags, { signal, verbose });
      }
      return ExitCode.ok;
    } finally {
      await late.close();
      catalog.stop();
    }
  }, ExitCode.ok);
}

/** @throws ToolweaveError `USAGE_INVALID` for options that would do nothing. */
function requireHttp({ http, tokenFile, allowOrigin, allowHost }: HttpFlags): void {
  if (http !== undefined) return;
  const ofHttp = {
    "--token-file": tokenFile,
    "--allow-origin": allowOrigin,
    "--allow-host": allowHost,
  };
  for (const [option, value] of Object.entries(ofHttp)) {
    if (value === undefined) continue;
    throw new ToolweaveError("USAGE_INVALID", `${option} is of no use without --http.`);
  }
}

/**
 * Whoever names an executor is told at once that it is missing. One that is configured is missed when it is
 * loaded, after the handshake.
 */
async function requireNamed(executor: string | undefined): Promise<void> {
  if (executor !== undefined && !isOwn(executor)) await findExecutorClass(executor);
}

function connectorOf({ codeModeConnector }: MCPClient): CodeModeConnector {
  if (codeModeConnector !== undefined) return codeModeConnector;
  throw new ToolweaveError("CODE_MODE_DISABLED", "There is nothing to serve without code mode.");
}

/** Servers whose start was broken off by the end of the client are no news. */
function warnOf(client: MCPClient, signal: AbortSignal): void {
  if (signal.aborted) return;
  for (const { code, message } of Object.values(client.getFailedServers())) {
    if (code !== "CLIENT_CLOSED") print(`${paint("yellow", "warning:")} ${failureText(message)}`);
  }
}
