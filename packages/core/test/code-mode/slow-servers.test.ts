import { describe, expect, it } from "vitest";
import { open } from "../support/clients.js";
import { rawServer } from "../support/servers.js";

/** Longer than a hung server is waited for, and shorter than it takes to fail. */
const UNDER_MS = 25_000;

const servers = { "hung-one": rawServer("hang"), "my-good": rawServer() };

async function took(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

describe("a server that hangs", () => {
  it.each(["my-good", "my_good"])("holds up no declarations of another, %s", async (name) => {
    const client = open(servers, { codeMode: true });
    const ms = await took(async () => {
      expect(await client.getTypeDeclarations({ servers: [name] })).toContain("my_good");
    });
    expect(ms).toBeLessThan(UNDER_MS);
  });

  it.each(["my-good", "my_good"])("holds up no search among those of another, %s", async (name) => {
    const client = open(servers, { codeMode: true });
    const ms = await took(async () => {
      const { results } = await client.searchTools({ query: "pid", server: name });
      expect(results[0]?.call).toBe("my_good.pid");
    });
    expect(ms).toBeLessThan(UNDER_MS);
  });

  it("holds up a model's search for ten seconds, and is named in the answer", async () => {
    const client = open(servers, { codeMode: true });
    const [search] =
      client.codeModeConnector?.tools.filter(({ name }) => name === "search_tools") ?? [];
    const ms = await took(async () => {
      const { content } = (await search?.call({ query: "pid" })) ?? {};
      const text = String(content?.[0]?.["text"]);
      expect(text).toContain('"my_good.pid"');
      expect(text).toContain('"hung-one"');
      expect(text).toContain("still being connected");
    });
    expect(ms).toBeLessThan(UNDER_MS);
  }, 40_000);

  it("is why its own declarations fail, by its namespace too", async () => {
    const hung = { ...rawServer("hang"), connectTimeoutMs: 200 };
    const client = open({ ...servers, "hung-one": hung }, { codeMode: true });
    await expect(client.getTypeDeclarations({ servers: ["hung_one"] })).rejects.toMatchObject({
      message: expect.stringContaining("did not answer within 200 ms"),
    });
  });
});
