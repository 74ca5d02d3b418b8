import type { MCPClientConfig } from "@toolweave/core";
import { type RemoteServer, remoteServer } from "./remote-server.js";
import { StoredProvider } from "./stored-provider.js";
import { TokenStore } from "./token-store.js";

type Servers = NonNullable<MCPClientConfig["mcpServers"]>;

/** Servers with the logins that are stored for them, or will be while they are in use. */
export function withLogins(servers: Servers): Servers {
  const store = new TokenStore();
  return Object.fromEntries(
    Object.entries(servers).map(([name, server]) => {
      const url = remoteIfComplete(name, server)?.url;
      if (url === undefined) return [name, server];
      return [name, { ...server, authProvider: new StoredProvider(url, { server: name, store }) }];
    }),
  ) as Servers;
}

/** What is missing is told when the server is connected, to which alone it does harm. */
function remoteIfComplete(name: string, server: Servers[string]): RemoteServer | undefined {
  try {
    return remoteServer(name, server);
  } catch {
    return undefined;
  }
}
