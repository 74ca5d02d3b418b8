import type { FetchLike } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { RemoteServer } from "./remote-server.js";

/** A server that hangs is not to keep the user waiting without a word. */
export const LONGEST_REQUEST_MS = 30_000;

/** The requests of a login: with the server's own headers, which may be secret, where it is that server which is asked. */
export class LoginRequests {
  readonly fetch: FetchLike;
  #asked: string;

  constructor({ url, headers = {} }: RemoteServer) {
    const { origin } = new URL(url);
    this.#asked = origin;
    this.fetch = (target, init) => {
      const address = new URL(target);
      this.#asked = `${address.origin}${address.pathname}`;
      const signal = AbortSignal.timeout(LONGEST_REQUEST_MS);
      if (address.origin !== origin) return fetch(target, { ...init, signal });
      const all = new Headers(headers);
      for (const [name, value] of new Headers(init?.headers)) all.set(name, value);
      return fetch(target, { ...init, headers: all, signal });
    };
  }

  /** Who was asked last, without what a query may tell. */
  get asked(): string {
    return this.#asked;
  }
}
