import {
  auth,
  extractWWWAuthenticateParams,
  type OAuthClientProvider,
  UnauthorizedError,
} from "@modelcontextprotocol/sdk/client/auth.js";
import { OAuthError } from "@modelcontextprotocol/sdk/server/auth/errors.js";
import type { OAuthTokens } from "@modelcontextprotocol/sdk/shared/auth.js";
import { createFetchWithInit, type FetchLike } from "@modelcontextprotocol/sdk/shared/transport.js";

/** A server of authorization that hangs must not hold up everyone for ever. */
const AUTH_REQUEST_MS = 30_000;

/** Whose tokens are used, and for what. */
export interface Authorization {
  readonly provider: OAuthClientProvider;
  readonly serverUrl: URL;
  /** Sent with the requests for tokens too. */
  readonly headers: Record<string, string> | undefined;
}

type Challenge = ReturnType<typeof extractWWWAuthenticateParams>;

/** Renewals under way. Providers may be shared by several sessions. */
const renewals = new WeakMap<OAuthClientProvider, Promise<void>>();

/**
 * Sends requests with the provider's token, and again with a new one where it is not accepted. In place
 * of the transports' own authorization, in which each of several requests under way renews the token by
 * itself: a refresh token that can be used once is then used many times, and the login is lost.
 *
 * @throws UnauthorizedError if there is no token to be had without the user.
 */
export function authorizedFetch(send: FetchLike, authorization: Authorization): FetchLike {
  const { provider } = authorization;
  return async (url, init) => {
    const used = await provider.tokens();
    const response = await send(url, withToken(init, used));
    const challenge = challengeOf(response);
    if (challenge === undefined) return response;
    await response.body?.cancel();
    await renewed(send, authorization, { used, challenge });
    return send(url, withToken(init, await provider.tokens()));
  };
}

function withToken(init: RequestInit | undefined, tokens: OAuthTokens | undefined): RequestInit {
  const headers = new Headers(init?.headers);
  if (tokens !== undefined && !headers.has("authorization")) {
    headers.set("authorization", `Bearer ${tokens.access_token}`);
  }
  return { ...init, headers };
}

/** What a response wants that would be answered with another token. */
function challengeOf(response: Response): Challenge | undefined {
  if (response.status !== 401 && response.status !== 403) return undefined;
  const challenge = extractWWWAuthenticateParams(response);
  return response.status === 401 || challenge.error === "insufficient_scope"
    ? challenge
    : undefined;
}

interface Refusal {
  readonly used: OAuthTokens | undefined;
  readonly challenge: Challenge;
}

function renewed(send: FetchLike, authorization: Authorization, refusal: Refusal): Promise<void> {
  const { provider } = authorization;
  let renewal = renewals.get(provider);
  if (renewal === undefined) {
    renewal = renew(send, authorization, refusal).finally(() => renewals.delete(provider));
    renewals.set(provider, renewal);
  }
  return renewal;
}

async function renew(
  send: FetchLike,
  { provider, serverUrl, headers }: Authorization,
  { used, challenge: { resourceMetadataUrl, scope } }: Refusal,
): Promise<void> {
  // Another request may have got a new one while this one was under way.
  const now = await provider.tokens();
  if (now !== undefined && now.access_token !== used?.access_token) return;
  const inTime: FetchLike = (url, init) =>
    send(url, { ...init, signal: AbortSignal.timeout(AUTH_REQUEST_MS) });
  const fetchFn = createFetchWithInit(inTime, headers && { headers });
  const options = {
    serverUrl,
    fetchFn,
    ...(resourceMetadataUrl && { resourceMetadataUrl }),
    ...(scope !== undefined && { scope }),
  };
  const result = await auth(provider, options).catch((error: unknown) => {
    throw error instanceof OAuthError ? refused(error) : error;
  });
  if (result !== "AUTHORIZED") throw new UnauthorizedError();
}

function refused({ errorCode, message }: OAuthError): UnauthorizedError {
  const reason = message === "" ? errorCode : `${errorCode}: ${message}`;
  return new UnauthorizedError(`the token could not be renewed (${reason}); log in again`);
}
