import { UnauthorizedError } from "@modelcontextprotocol/sdk/client/auth.js";
import { describe, expect, it } from "vitest";
import { open } from "../support/clients.js";
import { guarded, login, type Renew, renewOnce } from "../support/guarded-server.js";
import { journal, sseOnly, streamable } from "../support/http-server.js";
import { textOf } from "../support/results.js";
import { rawServer } from "../support/servers.js";

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

  it.each([
    ["http", streamable],
    ["sse", sseOnly],
  ] as const)(
    "has a token that expires under many calls renewed once, over %s",
    async (transport, serve) => {
      let current = 1;
      const renewals: unknown[] = [];
      const renew: Renew = (token) => {
        renewals.push(token);
        if (token !== `refresh-${current}`) return undefined;
        current++;
        return { access_token: `access-${current}`, refresh_token: `refresh-${current}` };
      };
      let expired = 0;
      const accepts = (token: string): boolean =>
        token === `access-${current}` && current > expired;
      const server = await guarded(serve(journal()), renew, accepts);
      const issuer = new URL(server.url).origin;
      const old = {
        access_token: "access-1",
        token_type: "Bearer",
        refresh_token: "refresh-1",
        issuer,
      };
      const state = login(old);
      const { provider } = state;
      // As those that keep tokens in a file or a database.
      const save = provider.saveTokens;
      provider.tokens = async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        return state.tokens;
      };
      provider.saveTokens = async (tokens) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        await save(tokens);
      };
      const client = open({ web: { url: server.url, transport, authProvider: provider } });
      await client.createSession("web");
      expired = 1;
      const texts = Array.from({ length: 8 }, (_, i) => `${i}`);
      const calls = texts.map((text) => client.callTool("web", "echo", { text }));
      expect((await Promise.all(calls)).map(textOf)).toEqual(texts);
      expect(renewals).toEqual(["refresh-1"]);
      // And again later, in the same session.
      expired = 2;
      expect(textOf(await client.callTool("web", "echo", { text: "hi" }))).toBe("hi");
      expect(renewals).toEqual(["refresh-1", "refresh-2"]);
    },
  );

  it.each(["http", "sse"] as const)(
    "is told that the token cannot be renewed, over %s",
    async (transport) => {
      const serve = transport === "http" ? streamable : sseOnly;
      const server = await guarded(serve(journal()));
      const issuer = new URL(server.url).origin;
      const old = { access_token: "old", token_type: "Bearer", refresh_token: "spent", issuer };
      const { provider } = login(old);
      const client = open({ web: { url: server.url, transport, authProvider: provider } });
      await expect(client.callTool("web", "echo", { text: "hi" })).rejects.toMatchObject({
        code: "SERVER_UNAVAILABLE",
        message: expect.stringContaining(
          "HTTP 401: the token could not be renewed (invalid_grant)",
        ),
      });
    },
  );

  it("sends the user to log in once for many calls whose login is over", async () => {
    const serve = streamable(journal());
    let isOver = false;
    const server = await guarded(serve, renewOnce, (token) => !isOver && token === "good");
    const state = login({ access_token: "good", token_type: "Bearer" });
    const client = open({ web: { url: server.url, authProvider: state.provider } });
    await client.createSession("web");
    isOver = true;
    const calls = ["a", "b", "c"].map((text) => client.callTool("web", "echo", { text }));
    for (const call of await Promise.allSettled(calls)) {
      expect(call).toMatchObject({ status: "rejected", reason: { code: "SERVER_UNAVAILABLE" } });
    }
    expect(state.sentTo).toHaveLength(1);
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
