import {
  auth,
  extractWWWAuthenticateParams,
  type OAuthClientProvider,
  UnauthorizedError,
} from "@modelcontextprotocol/sdk/client/auth.js";
import { OAuthError } from "@modelcontextprotocol/sdk/server/auth/errors.js";
import type { OAuthTokens } from "@modelcontextprotocol/sdk/shared/auth.js";
import { createFetchWithInit, type FetchLike } from "@modelcontextprotocol/sdk/shared/transport.js";
import { boundedProvider } from "./bounded-provider.js";
import { failureReason } from "./failure-reason.js";
import { RefreshWatch, RenewedElsewhere } from "./refresh-watch.js";
import type { SeenTokens } from "./seen-tokens.js";
import { renewedAlone, type SharedLogin } from "./shared-login.js";
import { watchBody } from "./watch-body.js";
import { withoutRefreshToken } from "./without-refresh-token.js";

/** A server of authorization that hangs must not hold up everyone for ever. */
const AUTH_REQUEST_MS = 30_000;

/** So many times a request waits for a renewal that others want for something else. */
const MOST_RENEWALS = 10;

/** Whose tokens are used, and for what. */
export interface Authorization {
  readonly provider: SharedLogin;
  readonly serverUrl: URL;
  /** Sent with the requests for tokens too, as far as these go to the server's own origin. */
  readonly headers: Record<string, string> | undefined;
  /** Gets to see all that are used. */
  readonly tokens: SeenTokens;
}

type Challenge = ReturnType<typeof extractWWWAuthenticateParams>;

interface Renewal {
  /** What the token was to allow beside what it did. */
  readonly scope: string | undefined;
  readonly done: Promise<boolean>;
}

/** Renewals under way. Providers may be shared by several sessions. */
const renewals = new WeakMap<OAuthClientProvider, Renewal>();

/**
 * Sends requests with the provider's token, and again with a new one where it is not accepted. In place
 * of the transports' own authorization, in which each of several requests under way renews the token by
 * itself: a refresh token that can be used once is then used many times, and the login is lost.
 *
 * @throws UnauthorizedError if there is no token to be had without the user.
 */
export function authorizedFetch(send: FetchLike, unbounded: Authorization): FetchLike {
  const provider = boundedProvider(unbounded.provider);
  const authorization = { ...unbounded, provider };
  return async (url, init) => {
    for (let left = MOST_RENEWALS; ; ) {
      const used = await tokensOf(authorization);
      const response = await send(url, withToken(init, used));
      // Nobody is to be sent to log in because a session is over.
      const isToBeMet = left > 0 && init?.method !== "DELETE";
      const challenge = isToBeMet ? challengeOf(response) : undefined;
      if (challenge === undefined) return response;
      await response.body?.cancel();
      left = (await renewed(send, authorization, { used, challenge })) ? 0 : left - 1;
    }
  };
}

/** What a provider fails with must not be taken for a failure of the connection. */
async function tokensOf({ provider, tokens }: Authorization): Promise<OAuthTokens | undefined> {
  try {
    const kept = await provider.tokens();
    tokens.add(kept);
    return kept;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Error(`the authProvider failed: ${failureReason(error)}`, { cause: error });
  }
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

/** What a token is to allow beside what it does. */
function missingScope({ error, scope }: Challenge): string | undefined {
  return error === "insufficient_scope" ? (scope ?? "") : undefined;
}

/** True once the token is what the challenge asks for, if it can be. */
async function renewed(
  send: FetchLike,
  authorization: Authorization,
  refusal: Refusal,
): Promise<boolean> {
  const { provider } = authorization;
  const scope = missingScope(refusal.challenge);
  const underWay = renewals.get(provider);
  if (underWay !== undefined) {
    await underWay.done;
    return scope === undefined || scope === underWay.scope;
  }
  const done = renewedAlone(provider, () => renew(send, authorization, refusal)).finally(() =>
    renewals.delete(provider),
  );
  renewals.set(provider, { scope, done });
  return done;
}

async function renew(
  send: FetchLike,
  authorization: Authorization,
  { used, challenge }: Refusal,
): Promise<boolean> {
  const { provider, serverUrl, headers } = authorization;
  const missing = missingScope(challenge);
  // Another request may have got a new one while this one was under way.
  const now = await tokensOf(authorization);
  if (now !== undefined && now.access_token !== used?.access_token) return missing === undefined;
  const inTime: FetchLike = async (url, init) =>
    watchBody(await send(url, { ...init, signal: AbortSignal.timeout(AUTH_REQUEST_MS) }));
  const withHeaders = createFetchWithInit(inTime, headers && { headers });
  // They are for the server, and its authorization may be somebody else's.
  const fetchFn: FetchLike = (url, init) =>
    (new URL(url).origin === serverUrl.origin ? withHeaders : inTime)(url, init);
  const watch = new RefreshWatch();
  const { resourceMetadataUrl, scope } = challenge;
  const options = {
    serverUrl,
    fetchFn: watch.fetch(fetchFn),
    ...(resourceMetadataUrl && { resourceMetadataUrl }),
    ...(scope !== undefined && { scope }),
  };
  const asked = missing === undefined ? provider : withoutRefreshToken(provider);
  const result = await auth(watch.provider(asked), options).catch((error: unknown) => {
    if (error instanceof RenewedElsewhere) return "AUTHORIZED";
    throw error instanceof UnauthorizedError ? error : refused(error);
  });
  if (result !== "AUTHORIZED") throw new UnauthorizedError();
  return true;
}

/** Not the failure itself: one of the network would be taken for one of the server's connection. */
function refused(error: unknown): UnauthorizedError {
  if (!(error instanceof OAuthError)) {
    return new UnauthorizedError(`no token could be had (${failureReason(error)})`);
  }
  const { errorCode, message } = error;
  const reason = message === "" ? errorCode : `${errorCode}: ${message}`;
  return new UnauthorizedError(`the token could not be renewed (${reason}); log in again`);
}
