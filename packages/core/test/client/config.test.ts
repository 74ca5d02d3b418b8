import { createToolServer, MCPClient, type MCPClientConfig, ToolweaveError } from "@toolweave/core";
import { describe, expect, expectTypeOf, it } from "vitest";
import { closeLater, open } from "../support/clients.js";
import { jsonOf, textOf } from "../support/results.js";
import { npmServer, rawServer } from "../support/servers.js";
import { tempFolder } from "../support/temp-folder.js";

const live = createToolServer("live", []);

/** What the constructor says of a configuration. */
function complaint(config: unknown): string {
  try {
    new MCPClient(config as MCPClientConfig);
  } catch (error) {
    expect(ToolweaveError.isInstance(error) && error.code).toBe("CONFIG_INVALID");
    return (error as Error).message;
  }
  return expect.fail("it was accepted");
}

describe("a configuration", () => {
  it("may be left out", () => {
    expect(closeLater(new MCPClient()).getServerNames()).toEqual([]);
  });

  it("takes what Claude Desktop, Cursor and VS Code write", () => {
    const client = closeLater(
      new MCPClient({
        inputs: [{ type: "promptString", id: "token", description: "Token", password: true }],
        servers: {
          files: {
            type: "stdio",
            command: "npx",
            args: ["-y", "@modelcontextprotocol/server-filesystem", "/tmp"],
            env: { A: "1" },
            cwd: "/tmp",
          },
          docs: { type: "http", url: "https://example.com/mcp", headers: { "X-Key": "k" } },
          old: { type: "sse", url: "https://example.com/sse" },
        },
      }),
    );
    expect(client.getServerNames()).toEqual(["files", "docs", "old"]);
  });

  it("takes the keys that other clients keep for themselves", () => {
    const entry = {
      ...rawServer(),
      alwaysAllow: ["x"],
      autoApprove: [],
      timeout: 60,
      envFile: ".env",
    };
    expect(open({ raw: entry as never }).getServerNames()).toEqual(["raw"]);
  });

  it("leaves out servers that are disabled", async () => {
    const client = open({
      on: rawServer(),
      off: { ...rawServer(), disabled: true },
      other: { ...rawServer(), enabled: false } as never,
      stillOn: { ...rawServer(), disabled: false },
    });
    expect(client.getServerNames()).toEqual(["on", "stillOn"]);
    await expect(client.createSession("off")).rejects.toMatchObject({ code: "SERVER_UNKNOWN" });
  });

  it.each<[title: string, config: unknown, says: string]>([
    ["no object", [], "The configuration must be an object with mcpServers"],
    ["null", null, "The configuration must be an object with mcpServers"],
    ["servers that are no object", { mcpServers: [] }, "mcpServers must be an object"],
    [
      "a misspelt mcpServers",
      { mcpServer: {} },
      'has the unknown key "mcpServer". Did you mean "mcpServers"?',
    ],
    [
      "both mcpServers and servers",
      { mcpServers: {}, servers: {} },
      "has both mcpServers and servers",
    ],
  ])("that has %s is refused", (_, config, says) => {
    expect(complaint(config)).toContain(says);
  });

  it.each<[title: string, entry: unknown, says: string]>([
    ["no object", "npx", "mcpServers.x must be an object with command, url or server"],
    ["nothing in it", {}, "mcpServers.x needs command (a program to start), url, or server"],
    ["no command", { args: ["-y"] }, "mcpServers.x needs command"],
    [
      "a misspelt command",
      { commnad: "npx", args: [] },
      'mcpServers.x has the unknown key "commnad". Did you mean "command"?',
    ],
    [
      "an unknown key like a known one",
      { command: "npx", arg: [] },
      'mcpServers.x has the unknown key "arg". Did you mean "args"?',
    ],
    [
      "an unknown key like no other",
      { command: "npx", zzzzzz: 1 },
      'unknown key "zzzzzz". Known: command, args, env, cwd',
    ],
    [
      "a key of another kind of server",
      { command: "npx", headers: {} },
      'mcpServers.x has the unknown key "headers"',
    ],
    [
      "command and url",
      { command: "npx", url: "http://x" },
      "mcpServers.x has both command and url; keep one of them",
    ],
    ["an empty command", { command: "" }, "mcpServers.x.command must not be empty"],
    ["a number as command", { command: 5 }, "mcpServers.x.command must be a string, not a number"],
    ["null as command", { command: null }, "mcpServers.x.command must be a string, not null"],
    [
      "text as args",
      { command: "npx", args: "-y" },
      "mcpServers.x.args must be an array, not a string",
    ],
    [
      "a number among args",
      { command: "npx", args: ["-p", 80] },
      "mcpServers.x.args[1] must be a string, not a number",
    ],
    [
      "a number in env",
      { command: "npx", env: { PORT: 80 } },
      "mcpServers.x.env.PORT must be a string, not a number",
    ],
    [
      "an array as env",
      { command: "npx", env: ["A=1"] },
      "mcpServers.x.env must be an object, not an array",
    ],
    ["a number as url", { url: 5 }, "mcpServers.x.url must be a string, not a number"],
    [
      "an unknown transport",
      { url: "http://x", transport: "ws" },
      'mcpServers.x.transport must be "http" or "sse"',
    ],
    [
      "a text as disabled",
      { command: "npx", disabled: "yes" },
      "mcpServers.x.disabled must be a boolean, not a string",
    ],
    [
      "a timeout below zero",
      { command: "npx", requestTimeoutMs: -1 },
      "mcpServers.x.requestTimeoutMs must be above 0",
    ],
    [
      "a timeout without end",
      { command: "npx", requestTimeoutMs: Number.POSITIVE_INFINITY },
      "mcpServers.x.requestTimeoutMs must be a number, not Infinity",
    ],
    [
      "an object that is no server",
      { server: {} },
      "mcpServers.x.server must be an McpServer or Server of the MCP SDK",
    ],
    [
      "a handler that is no function",
      { command: "npx", onSampling: 5 },
      "mcpServers.x.onSampling must be a function, not a number",
    ],
    [
      "a text as allowedTools",
      { command: "npx", allowedTools: "read_*" },
      "mcpServers.x.allowedTools must be an array, not a string",
    ],
    [
      "an empty text among disallowedTools",
      { command: "npx", disallowedTools: ["a", ""] },
      "mcpServers.x.disallowedTools[1] must not be empty",
    ],
    [
      "a text as disabledTools",
      { command: "npx", disabledTools: "delete_*" },
      "mcpServers.x.disabledTools must be an array, not a string",
    ],
    [
      "a number among disabledTools",
      { command: "npx", disabledTools: ["a", 5] },
      "mcpServers.x.disabledTools[1] must be a string, not a number",
    ],
    [
      "a text as enabled",
      { command: "npx", enabled: "false" },
      "mcpServers.x.enabled must be a boolean, not a string",
    ],
    [
      "a number among allowedTools",
      { server: live, allowedTools: [1] },
      "mcpServers.x.allowedTools[0] must be a string, not a number",
    ],
    ["roots that are none", { server: live, roots: 5 }, "mcpServers.x.roots must be an array"],
    [
      "an authProvider that is none",
      { url: "http://x", authProvider: "token" },
      "mcpServers.x.authProvider must be an OAuthClientProvider",
    ],
  ])("of a server that has %s is refused", (_, entry, says) => {
    expect(complaint({ mcpServers: { x: entry } })).toContain(says);
  });

  it("that is wrong in one server names the server, whatever its name", () => {
    expect(complaint(JSON.parse('{"mcpServers":{"__proto__":{"comand":"x"}}}'))).toContain(
      'mcpServers.__proto__ has the unknown key "comand"',
    );
    expect(complaint({ mcpServers: { "my 🦊": {} } })).toContain("mcpServers.my 🦊 needs command");
  });

  it("refuses the name code_mode in code mode only", () => {
    const config = { mcpServers: { code_mode: rawServer() } };
    expect(closeLater(new MCPClient(config)).getServerNames()).toEqual(["code_mode"]);
    expect(() => new MCPClient(config, { codeMode: true })).toThrow(
      expect.objectContaining({ code: "CONFIG_INVALID" }),
    );
    const client = open({}, { codeMode: true });
    expect(() => client.addServer("code_mode", rawServer())).toThrow(
      expect.objectContaining({ code: "CONFIG_INVALID" }),
    );
  });

  it("is not looked at again when it is changed later", async () => {
    const entry = { ...rawServer() };
    const client = open({ raw: entry });
    entry.command = "no-such-command";
    await client.createSession("raw");
  });

  it("has the types of the documents", () => {
    expectTypeOf<{
      mcpServers: {
        a: { command: string; args: string[]; env: { A: string }; cwd: string; type: string };
        b: { url: string; headers: { Authorization: string } };
        c: { command: string; disabled: true; requestTimeoutMs: number; connectTimeoutMs: number };
        d: { server: typeof live };
      };
    }>().toExtend<MCPClientConfig>();
  });
});

describe("a process", () => {
  it("gets its arguments, its folder, and env beside a small inherited environment", async () => {
    const folder = tempFolder();
    process.env["TOOLWEAVE_TEST_SECRET"] = "not for servers";
    const client = open({
      everything: { ...npmServer("everything"), cwd: folder, env: { MINE: "yes" } },
    });
    const environment = jsonOf(await client.callTool("everything", "get-env"));
    expect(environment).toMatchObject({ MINE: "yes", PATH: process.env["PATH"] });
    expect(environment).not.toHaveProperty("TOOLWEAVE_TEST_SECRET");
    const files = open({ files: { ...npmServer("filesystem", "."), cwd: folder } });
    expect(textOf(await files.callTool("files", "list_allowed_directories"))).toContain(folder);
  });
});
