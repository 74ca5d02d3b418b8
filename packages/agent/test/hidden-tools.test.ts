/** Tools that a server's configuration hides, of an agent without code mode. */
import { MCPClient, type ServerConfig } from "@toolweave/core";
import { startModelStandIn } from "@toolweave/model-stand-ins";
import { describe, expect, it } from "vitest";
import { MCPAgent } from "../src/index.js";
import { modelFor } from "./support/models.js";
import { createNotesServer } from "./support/notes-server.js";

describe("an agent without code mode", () => {
  it("keeps the model from them with a client that it was given, too", async () => {
    const { server } = createNotesServer();
    const config = { mcpServers: { notes: { server, allowedTools: ["list"] } } };
    const client = new MCPClient(config);
    const standIn = await startModelStandIn({ provider: "openai", turns: [{ text: "Done." }] });
    const agent = new MCPAgent({ llm: modelFor(standIn), client });
    try {
      await agent.run("What is there?");
      expect(standIn.received()[0]?.request?.tools.map(({ name }) => name)).toEqual(["list"]);
    } finally {
      await agent.close();
      await client.close();
      await standIn.close();
    }
  });

  it.each<[string, Partial<ServerConfig>, string[]]>([
    [
      "disallowedTools",
      { disallowedTools: ["de*", "wait"] },
      ["list", "read", "clock", "hold", "picture"],
    ],
    ["allowedTools", { allowedTools: ["list", "re*"] }, ["list", "read"]],
  ])("keeps the model from tools that %s hides", async (_, rules, visible) => {
    const { server, made } = createNotesServer();
    const standIn = await startModelStandIn({
      provider: "openai",
      turns: [
        { toolCalls: [{ name: "delete", args: { id: 1 } }] },
        { toolCalls: [{ name: "list", args: {} }] },
        { text: "Done." },
      ],
    });
    const agent = new MCPAgent({
      llm: modelFor(standIn),
      mcpServers: { notes: { server, ...rules } },
      codeMode: false,
    });
    try {
      expect(await agent.run("Delete note 1")).toBe("Done.");
      expect(made).toEqual(["list"]);
      const offered = standIn.received()[0]?.request?.tools.map(({ name }) => name);
      expect(offered).toEqual(visible);
    } finally {
      await agent.close();
      await standIn.close();
    }
  });

  it("is not made with a policy, which nothing would ask", () => {
    const make = (): MCPAgent =>
      new MCPAgent({
        llm: "openai:gpt-4o",
        mcpServers: {},
        codeMode: { enabled: false, policy: { default: "deny" } },
      });
    expect(make).toThrow(expect.objectContaining({ code: "CONFIG_INVALID" }));
    expect(make).toThrow("codeMode.policy needs code mode");
  });
});
