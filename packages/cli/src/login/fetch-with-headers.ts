import type { FetchLike } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { RemoteServer } from "./remote-server.js";

/** A server that hangs is not to keep the user waiting without a word. */
export const LONGEST_REQUEST_MS = 30_000;

/** Fetches with a server's own headers, which may be secret, where it is that server which is asked. */
export function fetchWithHeaders({ url, headers = {} }: RemoteServer): FetchLike {
  const { origin } = new URL(url);
  return (target, init) => {
    const signal = AbortSignal.timeout(LONGEST_REQUEST_MS);
    if (new URL(target).origin !== origin) return fetch(target, { ...init, signal });
    const all = new Headers(headers);
    for (const [name, value] of new Headers(init?.headers)) all.set(name, value);
    return fetch(target, { ...init, headers: all, signal });
  };
}
