import { expandVariables, requireUrl } from "@toolweave/core/node";
import type { Config } from "../config/read-config.js";

/** A server that is reached by its address. */
export interface RemoteServer {
  readonly url: string;
  readonly headers?: Record<string, string> | undefined;
}

type Server = Config["servers"][string];

/**
 * The address and the headers of a server with its variables filled in; `undefined` for one without an
 * address.
 *
 * @throws ToolweaveError `CONFIG_VARIABLE_MISSING`, `CONFIG_INVALID` for what is no address.
 */
export function remoteServer(name: string, server: Server): RemoteServer | undefined {
  const expanded = "url" in server ? expandVariables(name, server, process.env) : server;
  if (!("url" in expanded)) return undefined;
  const { url, headers } = expanded;
  requireUrl(name, url);
  return { url, headers };
}
