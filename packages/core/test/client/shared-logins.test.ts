import { describe, expect, it } from "vitest";
import { open } from "../support/clients.js";
import { guarded, login } from "../support/guarded-server.js";
import { textOf } from "../support/results.js";

describe("a client whose authProvider keeps renewals apart", () => {
  it("renews within its turn, and takes what was renewed before that", async () => {
    const theirs = { access_token: "good", token_type: "Bearer", refresh_token: "next" };
    const asked: unknown[] = [];
    const server = await guarded(undefined, (token) => void asked.push(token));
    const state = login({ access_token: "old", token_type: "Bearer", refresh_token: "used" });
    const authProvider = Object.assign(state.provider, {
      renewAlone: async <T>(renew: () => Promise<T>): Promise<T> => {
        state.tokens = theirs;
        return renew();
      },
    });
    const client = open({ web: { url: server.url, authProvider } });
    expect(textOf(await client.callTool("web", "echo", { text: "hi" }))).toBe("hi");
    expect(asked).toEqual([]);
  });
});

describe("a client whose refresh token is refused", () => {
  it.each([0, 300])(
    "keeps the login that another process has renewed, and stored %i ms after the refusal",
    async (ms) => {
      const state = login({ access_token: "old", token_type: "Bearer", refresh_token: "used" });
      const theirs = { access_token: "good", token_type: "Bearer", refresh_token: "next" };
      const asked: unknown[] = [];
      // The other one was first with the refresh token, which can be used once.
      const refuse = (token: string | null) => {
        asked.push(token);
        if (ms === 0) state.tokens = theirs;
        else setTimeout(() => (state.tokens = theirs), ms);
        return undefined;
      };
      const server = await guarded(undefined, refuse);
      state.provider.invalidateCredentials = () => {
        state.tokens = undefined;
      };
      const client = open({ web: { url: server.url, authProvider: state.provider } });
      expect(textOf(await client.callTool("web", "echo", { text: "hi" }))).toBe("hi");
      expect(state.tokens).toBe(theirs);
      expect(asked).toEqual(["used"]);
      expect(state.sentTo).toEqual([]);
    },
  );

  it("loses the login if nobody else has renewed it", async () => {
    const server = await guarded();
    const state = login({ access_token: "old", token_type: "Bearer", refresh_token: "spent" });
    state.provider.invalidateCredentials = () => {
      state.tokens = undefined;
    };
    const client = open({ web: { url: server.url, authProvider: state.provider } });
    await expect(client.createSession("web")).rejects.toThrow("HTTP 401");
    expect(state.tokens).toBeUndefined();
    expect(state.sentTo).toHaveLength(1);
  });
});
