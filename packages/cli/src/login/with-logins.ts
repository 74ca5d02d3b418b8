import type { MCPClientConfig } from "@toolweave/core";
import { StoredProvider } from "./stored-provider.js";
import { TokenStore } from "./token-store.js";

type Servers = NonNullable<MCPClientConfig["mcpServers"]>;

/** Servers with the logins that are stored for them. */
export function withLogins(servers: Servers): Servers {
  const store = new TokenStore();
  return Object.fromEntries(
    Object.entries(servers).map(([name, server]) => {
      if (!("url" in server) || store.read(server.url).tokens === undefined) return [name, server];
      return [name, { ...server, authProvider: new StoredProvider(server.url, {}, store) }];
    }),
  );
}
