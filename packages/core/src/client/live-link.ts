import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { describeError } from "../errors/describe-error.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import type { LiveServerConfig } from "./server-config.js";
import type { ServerLink } from "./server-link.js";

/**
 * A link to a server object in this process.
 *
 * @throws ToolweaveError `SERVER_UNAVAILABLE` for a server that is connected to another client.
 */
export async function openLiveLink(
  name: string,
  { server }: LiveServerConfig,
): Promise<ServerLink> {
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  try {
    await server.connect(serverSide);
  } catch (error) {
    throw new ToolweaveError(
      "SERVER_UNAVAILABLE",
      `The live server "${name}" cannot be connected: ${describeError(error)}. A server object serves ` +
        "one client at a time.",
      { cause: error, details: { server: name } },
    );
  }
  return {
    transport: clientSide,
    stderr: () => "",
    diagnose: () => "",
    close: () => clientSide.close(),
  };
}
