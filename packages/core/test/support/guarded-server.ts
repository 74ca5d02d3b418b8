import type { OAuthClientProvider } from "@modelcontextprotocol/sdk/client/auth.js";
import type { OAuthTokens } from "@modelcontextprotocol/sdk/shared/auth.js";
import { type HttpServer, journal, listen, streamable } from "./http-server.js";

/** What a provider keeps, and where it has sent its user. */
export interface Login {
  tokens: OAuthTokens | undefined;
  readonly sentTo: URL[];
  readonly provider: OAuthClientProvider;
}

export function login(tokens?: OAuthTokens): Login {
  const sentTo: URL[] = [];
  const state: Login = {
    tokens,
    sentTo,
    provider: {
      redirectUrl: "http://127.0.0.1/callback",
      clientMetadata: { redirect_uris: ["http://127.0.0.1/callback"] },
      clientInformation: () => ({ client_id: "test" }),
      tokens: () => state.tokens,
      saveTokens: (saved) => {
        state.tokens = saved;
      },
      redirectToAuthorization: (url) => void sentTo.push(url),
      saveCodeVerifier: () => {},
      codeVerifier: () => "verifier",
    },
  };
  return state;
}

/** Gives a token for a refresh token, or nothing. */
export type Renew = (refreshToken: string | null) => Partial<OAuthTokens> | undefined;

export const renewOnce: Renew = (token) =>
  token === "again" ? { access_token: "good" } : undefined;

/** A server that wants the token "good", or what `accepts` says, and gives it for the refresh token "again". */
export async function guarded(
  serve = streamable(journal()),
  renew: Renew = renewOnce,
  accepts: (token: string) => boolean = (token) => token === "good",
): Promise<HttpServer> {
  const server = await listen(async (request, response) => {
    const { pathname, origin } = new URL(request.url ?? "", `http://${request.headers.host}`);
    const json = (value: object): void =>
      void response.setHeader("content-type", "application/json").end(JSON.stringify(value));
    if (pathname.startsWith("/.well-known/oauth-protected-resource")) {
      return json({ resource: `${origin}/mcp`, authorization_servers: [origin] });
    }
    if (pathname.startsWith("/.well-known/oauth-authorization-server")) {
      return json({
        issuer: origin,
        authorization_endpoint: `${origin}/authorize`,
        token_endpoint: `${origin}/token`,
        response_types_supported: ["code"],
        code_challenge_methods_supported: ["S256"],
      });
    }
    if (pathname === "/token") {
      let body = "";
      for await (const chunk of request) body += chunk;
      const tokens = renew(new URLSearchParams(body).get("refresh_token"));
      if (tokens === undefined) return response.writeHead(400).end('{"error":"invalid_grant"}');
      return json({ token_type: "Bearer", ...tokens });
    }
    const [, token = ""] = request.headers.authorization?.split(" ") ?? [];
    if (accepts(token)) return serve(request, response);
    response.setHeader("www-authenticate", "Bearer");
    return response.writeHead(401).end("who are you?");
  });
  return server;
}
