import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cli, type Outcome } from "./support/cli.js";
import { demoServer } from "./support/project.js";
import { tempFolder } from "./support/temp-folder.js";

const CODE = "return await demo.add({ a: 1, b: 2 })";
const SUM = JSON.stringify("3");

function folderWith(file: string, text: string): string {
  const folder = tempFolder();
  mkdirSync(join(folder, file, ".."), { recursive: true });
  writeFileSync(join(folder, file), text);
  return folder;
}

function exec(cwd: string, ...args: string[]): Promise<Outcome> {
  return cli(["exec", "--executor", "vm", ...args, "-e", CODE], { cwd });
}

describe("the configuration", () => {
  it("is found in a folder above, with comments, and its servers start there", async () => {
    const entry = JSON.stringify(demoServer("journal.txt"));
    const text = `{ // servers\n "mcpServers": { "demo": ${entry}, }, }`;
    const folder = folderWith("toolweave.json", text);
    mkdirSync(join(folder, "a/b"), { recursive: true });
    expect((await exec(join(folder, "a/b"))).stdout.trim()).toBe(SUM);
  });

  it("says what to do where there is none", async () => {
    const { code, stderr } = await exec(folderWith(".mcp.json", "{}"));
    expect(code).toBe(2);
    expect(stderr).toContain("CONFIG_NOT_FOUND");
    expect(stderr).toContain("--config .mcp.json");
  });

  it.each([
    ['{ "mcpServer": {} }', 'unknown key "mcpServer". Did you mean "mcpServers"?'],
    ['{ "codeMode": { "excutor": "vm" } }', 'codeMode has the unknown key "excutor"'],
    ['{ "codeMode": { "limits": { "maxToolCall": 1 } } }', 'Did you mean "maxToolCalls"?'],
    ['{ "codeMode": { "policy": { "rules": [{ "match": "*" }] } } }', "codeMode.policy.rules[0]"],
    ['{ "mcpServers": { "a": { "comand": "x" } } }', 'Did you mean "command"?'],
    ['{ "mcpServers": { "a": { "command": 1 } } }', "mcpServers.a.command"],
    ['{ "mcpServers": \n nope }', "toolweave.json:2:2 is not JSON"],
  ])("says in one line what is wrong with %s", async (text, says) => {
    const { code, stderr } = await exec(folderWith("toolweave.json", text));
    expect(code).toBe(2);
    expect(stderr).toContain(says);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  const demo = demoServer();
  const toml = `[mcp_servers.demo]\ncommand = ${JSON.stringify(demo.command)}\nargs = ${JSON.stringify(demo.args)}\n`;
  const { command: path, args } = demo;
  it.each([
    ["Cursor", "mcp.json", JSON.stringify({ mcpServers: { demo }, theme: 1 })],
    ["VS Code", "mcp.json", JSON.stringify({ servers: { demo }, inputs: [] })],
    [
      "Zed",
      "settings.json",
      JSON.stringify({ context_servers: { demo: { command: { path, args } } } }),
    ],
    ["Codex", "config.toml", `model = "x"\n${toml}`],
  ])("may be the file of %s", async (_client, file, text) => {
    expect((await exec(folderWith(file, text), "--config", file)).stdout.trim()).toBe(SUM);
  });

  it("leaves out the entry that starts toolweave itself", async () => {
    const toolweave = { command: "npx", args: ["-y", "toolweave", "serve"] };
    const text = JSON.stringify({ mcpServers: { demo, toolweave } });
    const { stdout, stderr } = await exec(folderWith("mcp.json", text), "--config", "mcp.json");
    expect(stdout.trim()).toBe(SUM);
    expect(stderr).toBe("");
  });
});
