import type { MCPClientConfig } from "@toolweave/core";
import { type RemoteServer, remoteServer } from "./remote-server.js";
import { StoredProvider } from "./stored-provider.js";
import { TokenStore } from "./token-store.js";

type Servers = NonNullable<MCPClientConfig["mcpServers"]>;

/** Servers with the logins that are stored for them. */
export function withLogins(servers: Servers): Servers {
  const store = new TokenStore();
  return Object.fromEntries(
    Object.entries(servers).map(([name, server]) => {
      const url = remoteIfComplete(name, server)?.url;
      if (url === undefined || store.read(url).tokens === undefined) return [name, server];
      return [name, { ...server, authProvider: new StoredProvider(url, {}, store) }];
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
