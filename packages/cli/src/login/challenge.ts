import {
  discoverOAuthProtectedResourceMetadata,
  extractWWWAuthenticateParams,
} from "@modelcontextprotocol/sdk/client/auth.js";
import type { FetchLike } from "@modelcontextprotocol/sdk/shared/transport.js";
import { joinScopes } from "./scopes.js";

/** What a login is to be asked for, and where it is told how. */
export interface Wanted {
  readonly resourceMetadataUrl?: URL;
  readonly scope?: string;
}

/**
 * What a server answers to a request without a token: its challenge may lead to the server of authorization
 * where no usual place does, and names the scope to ask for.
 *
 * @param missing the scope to ask for beside that.
 */
export async function wantedOf(
  url: string,
  fetchFn: FetchLike,
  missing: string | undefined,
): Promise<Wanted> {
  const { resourceMetadataUrl, scope: named } = extractWWWAuthenticateParams(
    await refusal(url, fetchFn),
  );
  const place = resourceMetadataUrl === undefined ? {} : { resourceMetadataUrl };
  // A scope that is given stands in place of those of the server's metadata, where it is to come beside them.
  const usual =
    missing === undefined || named !== undefined ? named : await supported(url, place, fetchFn);
  const scope = joinScopes(usual, missing);
  return { ...place, ...(scope !== undefined && { scope }) };
}

/** A ping, which begins no session where none is refused; and what SSE is asked for, where POST is not known. */
async function refusal(url: string, fetchFn: FetchLike): Promise<Response> {
  const posted = await fetchFn(url, {
    method: "POST",
    headers: {
      accept: "application/json, text/event-stream",
      "content-type": "application/json",
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 0, method: "ping" }),
  });
  await posted.body?.cancel();
  if (posted.status !== 404 && posted.status !== 405) return posted;
  const got = await fetchFn(url, { headers: { accept: "text/event-stream" } });
  await got.body?.cancel();
  return got;
}

async function supported(
  url: string,
  place: Wanted,
  fetchFn: FetchLike,
): Promise<string | undefined> {
  try {
    const metadata = await discoverOAuthProtectedResourceMetadata(url, place, fetchFn);
    return metadata.scopes_supported?.join(" ");
  } catch {
    return undefined; // It is told by the login itself, which reads the same.
  }
}
