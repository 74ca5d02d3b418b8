import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "smol-toml";
import { describe, expect, it } from "vitest";
import { cli } from "./support/cli.js";
import { home } from "./support/home.js";
import { demoServer } from "./support/project.js";

const DEMO = demoServer();
const CURSOR = `{
  // mine
  "mcpServers": {
    "demo": ${JSON.stringify(DEMO)},
    "other": { "command": "other" }
  },
  "theme": "dark"
}
`;
const CODEX = `model = "o4" # the best

[mcp_servers.demo]
command = "another-demo"
startup_timeout_sec = 5

[mcp_servers.demo.env]
KEY = "secret"

[tui]
# keep me
theme = "light"
`;

describe("toolweave init", () => {
  it("shows what it would do, and writes nothing unasked", async () => {
    const { init, read, project } = home({ ".cursor/mcp.json": CURSOR });
    const { code, stderr } = await init();
    expect(code).toBe(0);
    expect(stderr).toContain("Cursor");
    expect(stderr).toContain("demo → toolweave");
    expect(stderr).toContain("Nothing was written");
    expect(read(".cursor/mcp.json")).toBe(CURSOR);
    expect(existsSync(join(project, "toolweave.json"))).toBe(false);
  });

  it("moves servers to toolweave.json and leaves one entry, comments kept", async () => {
    const { init, read, project } = home({ ".cursor/mcp.json": CURSOR });
    expect((await init("--yes")).code).toBe(0);
    const client = read(".cursor/mcp.json");
    expect(client).toContain("// mine");
    expect(client).toContain('"theme": "dark"');
    const entry = { command: "npx", args: ["-y", "toolweave", "serve", "--config"] };
    entry.args.push(join(project, "toolweave.json"));
    expect(JSON.parse(client.replace("// mine", ""))).toEqual({
      mcpServers: { toolweave: entry },
      theme: "dark",
    });
    expect(JSON.parse(read("project/toolweave.json"))).toMatchObject({
      mcpServers: { demo: DEMO, other: { command: "other" } },
    });
    expect(statSync(join(project, "toolweave.json")).mode & 0o077).toBe(0);
  });

  it("puts everything back with --undo", async () => {
    const { init, read } = home({ ".cursor/mcp.json": CURSOR, ".codex/config.toml": CODEX });
    await init("--yes");
    expect(read(".cursor/mcp.json")).not.toBe(CURSOR);
    expect((await init("--undo")).code).toBe(0);
    expect(read(".cursor/mcp.json")).toBe(CURSOR);
    expect(read(".codex/config.toml")).toBe(CODEX);
  });

  it("edits TOML as text, and keeps apart servers of one name that differ", async () => {
    const { init, read } = home({ ".cursor/mcp.json": CURSOR, ".codex/config.toml": CODEX });
    expect((await init("--yes")).code).toBe(0);
    const toml = read(".codex/config.toml");
    expect(toml).toContain('model = "o4" # the best');
    expect(toml).toContain("# keep me");
    expect(Object.keys(parse(toml)["mcp_servers"] as object)).toEqual(["toolweave"]);
    const { mcpServers } = JSON.parse(read("project/toolweave.json"));
    expect(mcpServers["demo-codex"]).toEqual({
      command: "another-demo",
      connectTimeoutMs: 5_000,
      env: { KEY: "secret" },
    });
  });

  it("does nothing the second time", async () => {
    const { init, read } = home({ ".cursor/mcp.json": CURSOR });
    await init("--yes");
    const before = read(".cursor/mcp.json");
    const { stderr } = await init("--yes");
    expect(stderr).toContain("There is nothing to do");
    expect(read(".cursor/mcp.json")).toBe(before);
  });

  it("leaves servers where they are that only their client can start", async () => {
    const mcp = {
      servers: { asks: { command: "x", env: { KEY: `$${"{input:key}"}` } }, demo: DEMO },
    };
    const { init, read } = home({ "project/.vscode/mcp.json": JSON.stringify(mcp) });
    const { stderr } = await init("--yes");
    expect(stderr).toContain("asks stays: it asks its user for input");
    const { servers } = JSON.parse(read("project/.vscode/mcp.json"));
    expect(Object.keys(servers)).toEqual(["asks", "toolweave"]);
  });

  it("leaves a file alone that it cannot read", async () => {
    const { init, read } = home({ ".cursor/mcp.json": "{ nope", ".codex/config.toml": CODEX });
    const { stderr } = await init("--yes");
    expect(stderr).toContain("left alone");
    expect(read(".cursor/mcp.json")).toBe("{ nope");
  });

  it("names the folder that is not there, and exits with 2", async () => {
    const { init, project } = home({ ".cursor/mcp.json": CURSOR });
    const { code, stderr } = await init("--yes", "-o", "none/toolweave.json");
    expect(code).toBe(2);
    expect(stderr).toContain("USAGE_INVALID");
    expect(stderr).toContain(`does not exist: ${join(project, "none")}\n`);
  });

  it("does not speak of clients where there are none", async () => {
    const { init, project } = home({});
    const { code, stderr } = await init("--yes");
    expect(code).toBe(0);
    expect(stderr).toContain(`done: add servers to ${join(project, "toolweave.json")}`);
    expect(stderr).not.toContain("restart the clients");
  });

  it("makes a configuration whose servers work", async () => {
    const { init, project } = home({ ".cursor/mcp.json": CURSOR.replace(/,\s*"other".*/, "") });
    await init("--yes");
    const code = "return await demo.add({ a: 20, b: 22 })";
    const { stdout } = await cli(["exec", "--executor", "vm", "-e", code], { cwd: project });
    expect(JSON.parse(stdout)).toBe("42");
  });

  it("--undo takes back its own edit, and leaves what was written since", async () => {
    const { init, read, write } = home({ ".cursor/mcp.json": CURSOR, ".codex/config.toml": CODEX });
    await init("--yes");
    const cursor = JSON.parse(read(".cursor/mcp.json").replace("// mine", ""));
    cursor.mcpServers.fresh = { command: "fresh" };
    write(".cursor/mcp.json", JSON.stringify({ ...cursor, theme: "light" }));
    write(".codex/config.toml", read(".codex/config.toml").replace("o4", "o5"));
    await init("--yes");
    const later = JSON.parse(read(".cursor/mcp.json"));
    write(".cursor/mcp.json", JSON.stringify({ ...later, token: "renewed" }));

    const { code, stderr } = await init("--undo");
    expect(code).toBe(0);
    expect(stderr).toContain("only its servers were put back: demo, other, fresh");
    expect(JSON.parse(read(".cursor/mcp.json"))).toEqual({
      mcpServers: { demo: DEMO, other: { command: "other" }, fresh: { command: "fresh" } },
      theme: "light",
      token: "renewed",
    });
    const toml = parse(read(".codex/config.toml"));
    expect(toml).toEqual({ ...parse(CODEX), model: "o5" });
    expect(read(".codex/config.toml")).toContain("# keep me");
    expect((await init("--undo")).stderr).toContain("nothing to put back");
  });

  it("--undo leaves a server that has come to stand in the place of one that was moved", async () => {
    const { init, read, write } = home({ ".cursor/mcp.json": CURSOR });
    await init("--yes");
    write(".cursor/mcp.json", JSON.stringify({ mcpServers: { other: { command: "newer" } } }));
    const { stderr } = await init("--undo");
    expect(stderr).toContain("It has another other by now");
    expect(JSON.parse(read(".cursor/mcp.json")).mcpServers).toEqual({
      other: { command: "newer" },
      demo: DEMO,
    });
    expect(JSON.parse(read("project/toolweave.json")).mcpServers).toEqual({
      other: { command: "other" },
    });
  });

  it("--undo leaves a file that it cannot read, and says where its servers are", async () => {
    const { init, read, write } = home({ ".cursor/mcp.json": CURSOR });
    await init("--yes");
    write(".cursor/mcp.json", "{ nope");
    const { code, stderr } = await init("--undo");
    expect(code).toBe(1);
    expect(stderr).toContain("mcp.json.before-toolweave");
    expect(read(".cursor/mcp.json")).toBe("{ nope");
    expect(Object.keys(JSON.parse(read("project/toolweave.json")).mcpServers)).toContain("demo");
  });

  it("--undo names a record that is damaged, and puts the servers of other files back", async () => {
    const one = '{ "mcpServers": { "one": { "command": "one" } } }';
    const { init, read, write } = home({ ".cursor/mcp.json": one, ".claude.json": one });
    await init("--yes");
    write(".claude.json.moved-to-toolweave", "{");
    const { code, stderr } = await init("--undo");
    expect(code).toBe(1);
    expect(stderr).toContain(".claude.json.moved-to-toolweave, which says what was moved");
    expect(stderr).toContain(".claude.json.before-toolweave");
    expect(read(".cursor/mcp.json")).toBe(one);
  });

  it("looks nowhere else where variables that name the user's folders are empty or relative", async () => {
    const there = home({
      "project/config.toml": '[mcp_servers.ours]\ncommand = "ours"\n',
      "project/zed/settings.json": '{ "context_servers": { "ours": { "command": "ours" } } }',
      ".config/zed/settings.json": '{ "context_servers": { "zed": { "command": "zed" } } }',
    });
    for (const folder of ["", "."]) {
      const env = { HOME: there.home, CODEX_HOME: "", XDG_CONFIG_HOME: folder };
      const { stderr } = await cli(["init"], { cwd: there.project, env });
      expect(stderr).toContain("zed → toolweave");
      expect(stderr).not.toContain("ours");
    }
  });

  it("--undo takes the servers out of a configuration that was there, and deletes its own", async () => {
    const mine = { mcpServers: { mine: { command: "mine" } }, codeMode: { outputBudget: 1000 } };
    const there = home({
      ".cursor/mcp.json": CURSOR,
      "project/toolweave.json": JSON.stringify(mine),
    });
    await there.init("--yes");
    await there.init("--undo");
    expect(JSON.parse(there.read("project/toolweave.json"))).toEqual(mine);
    const not = home({ ".cursor/mcp.json": CURSOR });
    await not.init("--yes");
    await not.init("--undo");
    expect(existsSync(join(not.project, "toolweave.json"))).toBe(false);
  });

  it.each([
    ["toolweave.json", "servers"],
    ["toolweave.jsonc", "mcpServers"],
  ])("adds to the configuration and the key that are there: %s, %s", async (file, key) => {
    const { init, read, project } = home({
      ".cursor/mcp.json": CURSOR,
      [`project/${file}`]: JSON.stringify({ [key]: { mine: { command: "mine" } } }),
    });
    expect((await init("--yes")).code).toBe(0);
    const config = JSON.parse(read(`project/${file}`));
    expect(Object.keys(config)).toEqual([key]);
    expect(Object.keys(config[key])).toEqual(["mine", "demo", "other"]);
    expect(readdirSync(project).filter((name) => /^toolweave\.jsonc?$/.test(name))).toEqual([file]);
  });

  it.each([
    ["[]", "the configuration must be an object"],
    ['{ "mcpServers": [] }', "mcpServers must be an object"],
    ["", "is empty"],
  ])("refuses a configuration that it cannot add to: %s", async (text, says) => {
    const { init, read } = home({ ".cursor/mcp.json": CURSOR, "project/toolweave.json": text });
    const { code, stderr } = await init("--yes");
    expect(code).toBe(2);
    expect(stderr).toContain(says);
    expect(read(".cursor/mcp.json")).toBe(CURSOR);
    expect(read("project/toolweave.json")).toBe(text);
  });

  it("leaves servers where they are that need what only an editor knows", async () => {
    const variable = (name: string): object => ({ command: "x", args: [`$${"{"}${name}}/y`] });
    const servers = {
      folder: variable("workspaceFolder"),
      home: variable("userHome"),
      file: variable("fileDirname"),
      secret: { url: "https://a.example/mcp", headers: { Token: `$${"{"}file:/run/token}` } },
      envFile: { command: "x", envFile: ".env" },
      fine: variable("MY_FOLDER"),
      fallback: variable("file:-a.txt"),
    };
    const { init, read } = home({ "project/.vscode/mcp.json": JSON.stringify({ servers }) });
    const { stderr } = await init("--yes");
    expect(stderr).toContain("folder stays: only its client knows what $" + "{workspaceFolder}");
    expect(stderr).toContain("envFile stays: only its client reads its envFile");
    const left = JSON.parse(read("project/.vscode/mcp.json")).servers;
    expect(Object.keys(left)).toEqual([
      ...["folder", "home", "file", "secret", "envFile", "toolweave"],
    ]);
  });

  it("leaves servers where they are that are not reached over HTTP", async () => {
    const ws = { type: "ws", url: "wss://a.example/mcp" };
    const web = { type: "http", url: "https://a.example/mcp" };
    const named = { type: "http", url: `\${ADDRESS}` };
    const { init, read } = home({
      ".claude.json": JSON.stringify({ mcpServers: { ws, web, named } }),
    });
    const { stderr } = await init("--yes");
    expect(stderr).toContain("ws stays: toolweave reaches servers by http:// and https:// alone");
    expect(JSON.parse(read(".claude.json")).mcpServers.ws).toEqual(ws);
    const { mcpServers } = JSON.parse(read("project/toolweave.json"));
    expect(Object.keys(mcpServers)).toEqual(["web", "named"]);
  });

  it("looks at what Claude Code has for the folder alone", async () => {
    const { home: folder, project, init, read, write } = home({});
    const scoped = { mcpServers: { local: DEMO } };
    const before = JSON.stringify({
      mcpServers: { user: { command: "user" } },
      projects: { [project]: scoped, [folder]: { mcpServers: { elsewhere: DEMO } } },
    });
    write(".claude.json", before);
    expect((await init("--yes")).stderr).toContain("Claude Code, for this folder");
    const after = JSON.parse(read(".claude.json"));
    expect(Object.keys(after.mcpServers)).toEqual(["toolweave"]);
    expect(Object.keys(after.projects[project].mcpServers)).toEqual(["toolweave"]);
    expect(Object.keys(after.projects[folder].mcpServers)).toEqual(["elsewhere"]);
    expect(Object.keys(JSON.parse(read("project/toolweave.json")).mcpServers)).toEqual([
      "user",
      "local",
    ]);
    await init("--undo");
    expect(read(".claude.json")).toBe(before);
  });

  it("leaves servers where they are that Claude Code has switched off", async () => {
    const { init, read, write, project } = home({});
    const servers = (...names: string[]): object =>
      Object.fromEntries(names.map((name) => [name, { command: name }]));
    mkdirSync(join(project, ".claude"));
    const off = { disabledMcpServers: ["b"], disabledMcpjsonServers: ["c"] };
    const own = { ...off, mcpServers: servers("local") };
    write(
      ".claude.json",
      JSON.stringify({ mcpServers: servers("a", "b", "c"), projects: { [project]: own } }),
    );
    write("project/.mcp.json", JSON.stringify({ mcpServers: servers("c", "d", "e") }));
    write("project/.claude/settings.local.json", '{ "disabledMcpjsonServers": ["d"] }');
    write("project/.claude/settings.json", "no JSON");
    const { stderr } = await init("--yes");
    expect(stderr).toContain("b stays: it is switched off, by disabledMcpServers of");
    expect(stderr).toContain("d stays: it is switched off, by disabledMcpjsonServers of");
    const { mcpServers } = JSON.parse(read("project/toolweave.json"));
    // What is of the project's file alone is not switched off elsewhere.
    expect(Object.keys(mcpServers).sort()).toEqual(["a", "c", "e", "local"]);
    expect(Object.keys(JSON.parse(read("project/.mcp.json")).mcpServers)).toContain("c");
  });

  it("warns of what will be different", async () => {
    const secret = { command: "x", env: { TOKEN: "s3cret" } };
    const { init } = home({
      ".cursor/mcp.json": JSON.stringify({ mcpServers: { secret } }),
      "project/.mcp.json": JSON.stringify({ mcpServers: { shared: { url: "http://x" } } }),
    });
    const { stderr } = await init();
    expect(stderr).toContain("servers inherit PATH, HOME and little else");
    expect(stderr).toContain("what env and headers of secret say: keep it out of git");
    expect(stderr).toMatch(/\.mcp\.json will name \S+ by its full path/);
    expect(stderr).not.toContain("s3cret");
  });

  it("does not speak of adding where there is nothing to add", async () => {
    const asks = { command: "x", env: { KEY: `$${"{input:key}"}` } };
    const { init } = home({
      "project/.vscode/mcp.json": JSON.stringify({ servers: { asks } }),
      "project/toolweave.json": "{}",
    });
    const { stderr } = await init("--yes");
    expect(stderr).toContain("There is nothing to do");
    expect(stderr).not.toContain("It would add");
  });
});
