import type { OAuthClientProvider } from "@modelcontextprotocol/sdk/client/auth.js";
import type { OAuthTokens } from "@modelcontextprotocol/sdk/shared/auth.js";
import { withMembers } from "./with-members.js";

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
  return withMembers(provider, { tokens });
}
