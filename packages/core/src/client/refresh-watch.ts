import type { OAuthClientProvider } from "@modelcontextprotocol/sdk/client/auth.js";
import type { FetchLike } from "@modelcontextprotocol/sdk/shared/transport.js";
import { withMembers } from "./with-members.js";

const TOO_MANY_REQUESTS = 429;
/** Who was first with a refresh token may not have stored yet what it got for it. */
const LOOKS = 10;
const LOOK_EVERY_MS = 100;

/** Another process has refreshed the token meanwhile, with the same refresh token. */
export class RenewedElsewhere extends Error {}

/**
 * Keeps in mind why a token was not refreshed for which the refresh token is not to blame. The SDK forgets
 * it, and sends the user to log in, though the server of authorization was out of reach for a moment, or
 * throws away the new login that another process has stored.
 */
export class RefreshWatch {
  #failure: { readonly error: unknown } | undefined;
  #refreshToken: string | undefined;

  /** Sends requests, and sees how those for a refresh end. */
  fetch(send: FetchLike): FetchLike {
    return async (url, init) => {
      const token = refreshTokenIn(init);
      if (token === undefined) return send(url, init);
      this.#refreshToken = token;
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
      invalidateCredentials: async (scope) => {
        if (scope === "tokens" && (await this.#isReplaced(provider))) throw new RenewedElsewhere();
        await provider.invalidateCredentials?.(scope);
      },
    });
  }

  /** True once the provider has another refresh token than the one that was refused. */
  async #isReplaced(provider: OAuthClientProvider): Promise<boolean> {
    if (this.#refreshToken === undefined) return false;
    for (let left = LOOKS; ; left--) {
      const now = (await provider.tokens())?.refresh_token;
      if (now !== undefined && now !== this.#refreshToken) return true;
      if (now === undefined || left === 0) return false;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
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

/** The refresh token that a request is to be answered with new ones for. */
function refreshTokenIn(init: RequestInit | undefined): string | undefined {
  if (!(init?.body instanceof URLSearchParams)) return undefined;
  if (init.body.get("grant_type") !== "refresh_token") return undefined;
  return init.body.get("refresh_token") ?? undefined;
}
