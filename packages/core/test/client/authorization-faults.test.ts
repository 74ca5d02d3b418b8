import type { ServerResponse } from "node:http";
import type { OAuthClientProvider } from "@modelcontextprotocol/sdk/client/auth.js";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type BareCall, bare, json, textResult, writeWithoutEnd } from "../support/bare-server.js";
import { open } from "../support/clients.js";
import { guarded, login, renewOnce } from "../support/guarded-server.js";
import { type HttpHandler, journal, listen, streamable } from "../support/http-server.js";
import { textOf } from "../support/results.js";

const ok = ({ id, response }: BareCall): void => json(response, id, textResult("ok"));

/** Calls of a tool need a token that has the tool's name in it. */
const scoped = (tools: readonly string[]): HttpHandler => {
  const needsName = (name: string) => (call: BareCall) => {
    if (call.request.headers.authorization?.includes(name)) return ok(call);
    const challenge = `Bearer error="insufficient_scope", scope="${name}"`;
    return call.response.writeHead(403, { "www-authenticate": challenge }).end("no");
  };
  return bare({ tools: Object.fromEntries(tools.map((name) => [name, needsName(name)])) });
};

/** The provider of a program without a user: it gets tokens by a secret. */
function unattended(provider: OAuthClientProvider): OAuthClientProvider {
  return {
    ...provider,
    redirectUrl: undefined,
    clientInformation: () => ({ client_id: "test", client_secret: "secret" }),
    prepareTokenRequest: () => new URLSearchParams({ grant_type: "client_credentials" }),
  };
}

describe("a token that does not allow enough", () => {
  it("is widened for each of two calls at once that need different scopes", async () => {
    const granted = ["read", "read+write"];
    const renew = () => ({ access_token: granted.shift() ?? "spent" });
    const server = await guarded(scoped(["read", "write"]), renew, () => true);
    const { provider } = login({ access_token: "base", token_type: "Bearer" });
    const client = open({ web: { url: server.url, authProvider: unattended(provider) } });
    await client.createSession("web");
    const calls = ["read", "write"].map((tool) => client.callTool("web", tool));
    expect((await Promise.all(calls)).map(textOf)).toEqual(["ok", "ok"]);
    expect(granted).toEqual([]);
  });

  it("sends the user to grant what is missing, although it could be refreshed", async () => {
    const server = await guarded(scoped(["admin"]), renewOnce, () => true);
    const state = login({ access_token: "base", token_type: "Bearer", refresh_token: "again" });
    const client = open({ web: { url: server.url, authProvider: state.provider } });
    await expect(client.callTool("web", "admin")).rejects.toMatchObject({
      code: "SERVER_UNAVAILABLE",
      message: expect.stringContaining("HTTP 401"),
    });
    expect(state.sentTo.map(({ searchParams }) => searchParams.get("scope"))).toEqual(["admin"]);
  });
});

describe("an authProvider", () => {
  it("may be frozen", async () => {
    const server = await guarded();
    const state = login({ access_token: "old", token_type: "Bearer", refresh_token: "again" });
    const authProvider = Object.freeze(state.provider);
    const client = open({ web: { url: server.url, authProvider } });
    expect(textOf(await client.callTool("web", "echo", { text: "hi" }))).toBe("hi");
    expect(state.tokens?.access_token).toBe("good");
  });

  it("sends nobody to log in because a session is closed", async () => {
    let isOver = false;
    const server = await guarded(
      streamable(journal()),
      renewOnce,
      (token) => !isOver && token === "good",
    );
    const state = login({ access_token: "good", token_type: "Bearer" });
    const client = open({ web: { url: server.url, authProvider: state.provider } });
    await client.createSession("web");
    isOver = true;
    await client.close();
    expect(state.sentTo).toEqual([]);
  });

  it("that fails is named, and the session lives", async () => {
    const server = await guarded();
    const { provider } = login({ access_token: "good", token_type: "Bearer" });
    const { tokens } = provider;
    const client = open({ web: { url: server.url, authProvider: provider } });
    const session = await client.createSession("web");
    provider.tokens = () => {
      throw new TypeError("the store is not open");
    };
    await expect(client.callTool("web", "echo", { text: "hi" })).rejects.toMatchObject({
      message: "the authProvider failed: the store is not open",
    });
    provider.tokens = tokens;
    expect(textOf(await client.callTool("web", "echo", { text: "hi" }))).toBe("hi");
    expect(client.getSession("web")).toBe(session);
  });

  it("whose server of authorization is gone is told so, and the session lives", async () => {
    const server = await guarded();
    const elsewhere = await listen((_, response) => response.destroy());
    const state = login({ access_token: "good", token_type: "Bearer" });
    state.provider.discoveryState = () => ({
      authorizationServerUrl: new URL(elsewhere.url).origin,
    });
    const authProvider = unattended(state.provider);
    const client = open({ web: { url: server.url, authProvider } });
    const session = await client.createSession("web");
    state.tokens = { access_token: "old", token_type: "Bearer" };
    await expect(client.callTool("web", "echo", { text: "hi" })).rejects.toMatchObject({
      code: "SERVER_UNAVAILABLE",
      message: expect.stringMatching(/^The server "web" refused echo \(HTTP 401: no token could/),
    });
    expect(client.getSession("web")).toBe(session);
  });

  it.each<[what: string, fail: (response: ServerResponse) => unknown, told: string]>([
    ["cuts the connection", (response) => response.destroy(), "other side closed"],
    ["is overloaded", (response) => response.writeHead(503).end("later"), "HTTP 503"],
  ])("sends nobody to log in because a server of authorization %s", async (_, fail, told) => {
    let fails = true;
    const server = await guarded();
    const elsewhere = await listen((request, response) => {
      if (request.method !== "POST") return response.writeHead(404).end();
      if (fails) return fail(response);
      const tokens = { access_token: "good", token_type: "Bearer" };
      return response.setHeader("content-type", "application/json").end(JSON.stringify(tokens));
    });
    const state = login({ access_token: "old", token_type: "Bearer", refresh_token: "again" });
    state.provider.discoveryState = () => ({
      authorizationServerUrl: new URL(elsewhere.url).origin,
    });
    const client = open({ web: { url: server.url, authProvider: state.provider } });
    await expect(client.createSession("web")).rejects.toThrow(told);
    expect(state.sentTo).toEqual([]);
    fails = false;
    expect(textOf(await client.callTool("web", "echo", { text: "hi" }))).toBe("hi");
  });

  it("whose store cannot keep new tokens is told so, and nobody is sent to log in", async () => {
    const server = await guarded();
    const state = login({ access_token: "old", token_type: "Bearer", refresh_token: "again" });
    state.provider.saveTokens = () => {
      throw new Error("the disk is full");
    };
    const client = open({ web: { url: server.url, authProvider: state.provider } });
    await expect(client.createSession("web")).rejects.toThrow("the disk is full");
    expect(state.sentTo).toEqual([]);
  });

  it("that never answers holds up no later request", async () => {
    const server = await guarded();
    const state = login({ access_token: "good", token_type: "Bearer" });
    const client = open({ web: { url: server.url, authProvider: state.provider } });
    const session = await client.createSession("web");
    state.tokens = { access_token: "old", token_type: "Bearer", refresh_token: "again" };
    const { clientInformation } = state.provider;
    const hangs = new Promise<void>((resolve) => {
      state.provider.clientInformation = () => {
        resolve();
        return new Promise(() => {});
      };
    });
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const call = client.callTool("web", "echo", { text: "hi" }).catch((error: unknown) => error);
    await hangs;
    await vi.advanceTimersByTimeAsync(30_000);
    vi.useRealTimers();
    expect(await call).toMatchObject({
      code: "SERVER_UNAVAILABLE",
      message: expect.stringContaining(
        "the authProvider's clientInformation() did not answer within 30000 ms",
      ),
    });
    state.provider.clientInformation = clientInformation;
    expect(textOf(await client.callTool("web", "echo", { text: "hi" }))).toBe("hi");
    expect(client.getSession("web")).toBe(session);
  });

  it("gets its tokens without what the headers of the server say where these are not for it", async () => {
    const server = await guarded();
    const elsewhere = await listen((_, response) => response.writeHead(404).end());
    const state = login({ access_token: "old", token_type: "Bearer" });
    state.provider.discoveryState = () => ({
      authorizationServerUrl: new URL(elsewhere.url).origin,
    });
    const authProvider = unattended(state.provider);
    const client = open({ web: { url: server.url, authProvider, headers: { "x-key": "secret" } } });
    await expect(client.createSession("web")).rejects.toThrow("HTTP 401");
    expect(elsewhere.requests.length).toBeGreaterThan(0);
    expect(elsewhere.requests.filter(({ headers }) => "x-key" in headers)).toEqual([]);
    expect(server.requests.every(({ headers }) => headers["x-key"] === "secret")).toBe(true);
  });

  it("is not handed more by a server of authorization than a message may have", async () => {
    const server = await guarded();
    const endless = await listen(({ method }, response) =>
      method === "POST" ? writeWithoutEnd(response) : response.writeHead(404).end(),
    );
    const state = login({ access_token: "old", token_type: "Bearer" });
    state.provider.discoveryState = () => ({
      authorizationServerUrl: new URL(endless.url).origin,
    });
    const client = open({ web: { url: server.url, authProvider: unattended(state.provider) } });
    await expect(client.createSession("web")).rejects.toMatchObject({
      code: "SERVER_UNAVAILABLE",
      message: expect.stringContaining(
        "no token could be had (it sent a message of more than 134217728 bytes)",
      ),
    });
  });
});
