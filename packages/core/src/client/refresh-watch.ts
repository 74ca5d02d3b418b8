import type { OAuthClientProvider } from "@modelcontextprotocol/sdk/client/auth.js";
import type { FetchLike } from "@modelcontextprotocol/sdk/shared/transport.js";
import { withMembers } from "./with-members.js";

const TOO_MANY_REQUESTS = 429;

/**
 * Keeps in mind why a token was not refreshed for which the refresh token is not to blame. The SDK forgets
 * it, and sends the user to log in, though the server of authorization was out of reach for a moment.
 */
export class RefreshWatch {
  #failure: { readonly error: unknown } | undefined;

  /** Sends requests, and sees how those for a refresh end. */
  fetch(send: FetchLike): FetchLike {
    return async (url, init) => {
      if (!isRefresh(init)) return send(url, init);
      this.#failure = undefined;
      const response = await this.#noting(() => send(url, init));
      const { status } = response;
      if (status >= 500 || status === TOO_MANY_REQUESTS) {
        this.#failure = { error: new Error(`the token was not refreshed: HTTP ${status}`) };
      }
      return response;
    };
  }

  /** The provider, except that nobody is sent to log in after such a failure. */
  provider(provider: OAuthClientProvider): OAuthClientProvider {
    return withMembers(provider, {
      saveTokens: (tokens) => this.#noting(async () => provider.saveTokens(tokens)),
      saveCodeVerifier: (verifier) => {
        if (this.#failure !== undefined) throw this.#failure.error;
        return provider.saveCodeVerifier(verifier);
      },
    });
  }

  async #noting<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.#failure = { error };
      throw error;
    }
  }
}

function isRefresh(init: RequestInit | undefined): boolean {
  return init?.body instanceof URLSearchParams && init.body.get("grant_type") === "refresh_token";
}
