import type { MCPClient, ToolSearchResponse } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { open } from "../support/clients.js";
import { rawServer } from "../support/servers.js";

/** A client with a server that works and some that do not. */
function withBroken(count: number, outputBudget?: number): MCPClient {
  const broken = Array.from({ length: count }, (_, n) => [`broken-${n}`, rawServer("exit", "3")]);
  const servers = { good: rawServer(), ...Object.fromEntries(broken) };
  return open(servers, { codeMode: { outputBudget } });
}

/** What a model is shown. */
async function shown(client: MCPClient, args: object): Promise<string> {
  const { content } = await client.callTool("code_mode", "search_tools", { ...args });
  return String(content[0]?.["text"]);
}

describe("a search without some of the servers", () => {
  it("says which they are, and why", async () => {
    const client = withBroken(1);
    const { unavailable_servers } = (await client.searchTools("anything")).meta;
    expect(Object.keys(unavailable_servers ?? {})).toEqual(["broken-0"]);
    expect(unavailable_servers?.["broken-0"]).toContain("cannot find my config");
    const text = await shown(client, { query: "anything" });
    expect((JSON.parse(text) as ToolSearchResponse).meta).toMatchObject({ unavailable_servers });
  });

  it("speaks of the one server that is asked for, by its name or its namespace", async () => {
    const client = withBroken(2);
    for (const server of ["broken-1", "broken_1"]) {
      const { meta } = await client.searchTools({ query: "anything", server });
      expect(Object.keys(meta.unavailable_servers ?? {})).toEqual(["broken-1"]);
    }
    const { meta } = await client.searchTools({ query: "anything", server: "good" });
    expect(meta).not.toHaveProperty("unavailable_servers");
  });

  it("says it to code as well", async () => {
    const client = withBroken(1);
    const code = "return Object.keys((await search_tools('anything')).meta.unavailable_servers)";
    expect((await client.executeCode(code)).result).toEqual(["broken-0"]);
  });

  it("counts those beyond the tenth, and keeps to the output budget", async () => {
    const client = withBroken(12, 600);
    const { meta } = await client.searchTools("anything");
    expect(Object.keys(meta.unavailable_servers ?? {})).toHaveLength(10);
    expect(meta.notes).toEqual(["Not connected either: 2 more servers."]);
    const text = await shown(client, { query: "anything" });
    expect(text.length).toBeLessThanOrEqual(600);
    expect(text).toContain("Servers that are not connected: 10.");
  });
});
