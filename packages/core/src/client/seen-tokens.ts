import type { OAuthTokens } from "@modelcontextprotocol/sdk/shared/auth.js";

/** A server may still speak of one that was renewed, but not for ever. */
const MOST_TEXTS = 30;

/** The tokens that were sent to a server or for it, latest last, so that no error shows them. */
export class SeenTokens {
  readonly #texts = new Set<string>();

  add(tokens: OAuthTokens | undefined): void {
    if (!tokens) return;
    for (const text of [tokens.access_token, tokens.refresh_token, tokens.id_token]) {
      // What a store gives back may be something else.
      if (typeof text !== "string") continue;
      this.#texts.delete(text);
      this.#texts.add(text);
    }
    for (const oldest of this.#texts) {
      if (this.#texts.size <= MOST_TEXTS) return;
      this.#texts.delete(oldest);
    }
  }

  get texts(): ReadonlySet<string> {
    return this.#texts;
  }
}
