import { withRequire } from "../bundles/with-require.js";
import type { StdioServerConfig } from "./server-config.js";
import type { ServerLink } from "./server-link.js";

/** A link to a server that is started as a child process. */
export async function openStdioLink(config: StdioServerConfig): Promise<ServerLink> {
  // Loaded here, because it needs Node, and core must load without it. It starts processes by cross-spawn,
  // a package of CommonJS.
  const { StdioTransport } = await withRequire(() => import("./stdio-transport.js"));
  const transport = new StdioTransport(config);
  return {
    transport,
    stderr: () => transport.stderr,
    diagnose: () => transport.diagnose(),
    strayOutput: (since) => transport.strayOutput(since),
    close: () => transport.close(),
  };
}
