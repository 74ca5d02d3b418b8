import type { FetchLike } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { RemoteServer } from "./remote-server.js";

/** Fetches with a server's own headers, which may be secret, where it is that server which is asked. */
export function fetchWithHeaders({ url, headers = {} }: RemoteServer): FetchLike {
  const { origin } = new URL(url);
  return (target, init) => {
    if (new URL(target).origin !== origin) return fetch(target, init);
    const all = new Headers(headers);
    for (const [name, value] of new Headers(init?.headers)) all.set(name, value);
    return fetch(target, { ...init, headers: all });
  };
}
