import type { OAuthClientProvider } from "@modelcontextprotocol/sdk/client/auth.js";
import type { OAuthTokens } from "@modelcontextprotocol/sdk/shared/auth.js";

/**
 * The provider, as if it had no refresh token. With one the SDK asks for no scope, and OAuth gives none
 * that its user has not granted: whoever needs another one has to be asked.
 */
export function withoutRefreshToken(provider: OAuthClientProvider): OAuthClientProvider {
  const tokens = async (): Promise<OAuthTokens | undefined> => {
    const kept = await provider.tokens();
    if (!kept) return undefined;
    const { refresh_token: _, ...others } = kept;
    return others;
  };
  return new Proxy(provider, {
    get(target, name) {
      if (name === "tokens") return tokens;
      const value: unknown = Reflect.get(target, name);
      // Methods of a class may need their own object for what is private.
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
