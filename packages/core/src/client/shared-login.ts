import type { OAuthClientProvider } from "@modelcontextprotocol/sdk/client/auth.js";

/** OAuth by a login that others use as well, such as other processes, and may renew at the same time. */
export interface SharedLogin extends OAuthClientProvider {
  /**
   * Makes a renewal once none of the others makes one, and resolves with what it resolves with. Tokens are read
   * anew within it, so that what another has renewed meanwhile is used.
   */
  renewAlone?<T>(renew: () => Promise<T>): Promise<T>;
}

/** Makes a renewal, alone where the provider sees to that. */
export function renewedAlone<T>(provider: SharedLogin, renew: () => Promise<T>): Promise<T> {
  return provider.renewAlone === undefined ? renew() : provider.renewAlone(renew);
}
