import type { OAuthTokens } from "@modelcontextprotocol/sdk/shared/auth.js";

/** All that the scopes name, each once; `undefined` where that is nothing. */
export function joinScopes(...scopes: readonly (string | undefined)[]): string | undefined {
  const names = new Set(scopes.flatMap((scope) => namesIn(scope)));
  return names.size === 0 ? undefined : [...names].join(" ");
}

/** What a scope names beside what tokens were granted; `undefined` without tokens, or if that is nothing. */
export function scopeBeyond(
  tokens: OAuthTokens | undefined,
  scope: string | null,
): string | undefined {
  if (tokens === undefined) return undefined;
  const granted = new Set(namesIn(tokens.scope));
  return joinScopes(...namesIn(scope ?? "").filter((name) => !granted.has(name)));
}

function namesIn(scope = ""): readonly string[] {
  return scope.split(" ").filter((name) => name !== "");
}
