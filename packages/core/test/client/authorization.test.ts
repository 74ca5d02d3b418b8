import {
  type OAuthClientProvider,
  UnauthorizedError,
} from "@modelcontextprotocol/sdk/client/auth.js";
import type { OAuthTokens } from "@modelcontextprotocol/sdk/shared/auth.js";
import { describe, expect, it } from "vitest";
import { open } from "../support/clients.js";
import { type HttpServer, journal, listen, sseOnly, streamable } from "../support/http-server.js";
import { textOf } from "../support/results.js";
import { rawServer } from "../support/servers.js";

/** What a provider keeps, and where it has sent its user. */
interface Login {
  tokens: OAuthTokens | undefined;
  readonly sentTo: URL[];
  readonly provider: OAuthClientProvider;
}

function login(tokens?: OAuthTokens): Login {
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

/** A server that wants the token "good", and gives it for the refresh token "again". */
async function guarded(serve = streamable(journal())): Promise<HttpServer> {
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
      if (new URLSearchParams(body).get("refresh_token") !== "again") {
        return response.writeHead(400).end('{"error":"invalid_grant"}');
      }
      return json({ access_token: "good", token_type: "Bearer" });
    }
    if (request.headers.authorization === "Bearer good") return serve(request, response);
    response.setHeader("www-authenticate", "Bearer");
    return response.writeHead(401).end("who are you?");
  });
  return server;
}

describe("a server that wants authorization", () => {
  it("is given the tokens of the authProvider", async () => {
    const server = await guarded();
    const { provider } = login({ access_token: "good", token_type: "Bearer" });
    const client = open({ web: { url: server.url, authProvider: provider } });
    expect(textOf(await client.callTool("web", "echo", { text: "hi" }))).toBe("hi");
  });

  it("is given fresh tokens when the old ones have expired", async () => {
    const server = await guarded();
    const issuer = new URL(server.url).origin;
    const old = { access_token: "old", token_type: "Bearer", refresh_token: "again", issuer };
    const state = login(old);
    const client = open({ web: { url: server.url, authProvider: state.provider } });
    expect(textOf(await client.callTool("web", "echo", { text: "hi" }))).toBe("hi");
    expect(state.tokens?.access_token).toBe("good");
  });

  it("is given the tokens of the authProvider over SSE", async () => {
    const server = await guarded(sseOnly(journal()));
    const { provider } = login({ access_token: "good", token_type: "Bearer" });
    const client = open({ old: { url: server.url, authProvider: provider } });
    expect(textOf(await client.callTool("old", "echo", { text: "hi" }))).toBe("hi");
  });

  it("sends the user to log in where there are no tokens, and works afterwards", async () => {
    const server = await guarded();
    const state = login();
    const client = open({ web: { url: server.url, authProvider: state.provider } });
    await expect(client.createSession("web")).rejects.toMatchObject({
      code: "SERVER_UNAVAILABLE",
      message: expect.stringContaining("It wants authorization, and the authProvider has no token"),
    });
    expect(state.sentTo.map(({ pathname }) => pathname)).toEqual(["/authorize"]);
    state.tokens = { access_token: "good", token_type: "Bearer" };
    expect(textOf(await client.callTool("web", "echo", { text: "hi" }))).toBe("hi");
  });

  it("is told of in the words of an authProvider that has some", async () => {
    const server = await guarded();
    const { provider } = login();
    provider.redirectToAuthorization = () => {
      throw new UnauthorizedError("run: log-me-in");
    };
    const client = open({ web: { url: server.url, authProvider: provider } });
    await expect(client.createSession("web")).rejects.toMatchObject({
      code: "SERVER_UNAVAILABLE",
      message: 'The server "web" could not be connected: HTTP 401: run: log-me-in.',
    });
  });

  it.each(["http", "sse"] as const)("is named as such without one, over %s", async (transport) => {
    const server = await guarded();
    const client = open({ web: { url: server.url, transport }, raw: rawServer() });
    expect(Object.keys(await client.createAllSessions())).toEqual(["raw"]);
    expect(client.getFailedServers()["web"]).toMatchObject({
      code: "SERVER_UNAVAILABLE",
      message: expect.stringMatching(
        /HTTP 401.*It wants authorization: give headers, or an authProvider for OAuth\./,
      ),
    });
  });

  it("takes a token in the headers just as well", async () => {
    const server = await guarded();
    const client = open({ web: { url: server.url, headers: { Authorization: "Bearer good" } } });
    expect(textOf(await client.callTool("web", "echo", { text: "hi" }))).toBe("hi");
  });
});
