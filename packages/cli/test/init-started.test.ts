import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cli } from "./support/cli.js";
import { type Home, home } from "./support/home.js";

const CURSOR = ".cursor/mcp.json";
const EMPTY = '{ "mcpServers": {} }';

/** A home folder where Cursor starts toolweave with the configuration of another folder. */
function startedElsewhere(servers: object = {}): Home & { readonly other: string } {
  const there = home({ "other/toolweave.json": EMPTY });
  const other = join(there.home, "other/toolweave.json");
  // A user's own entry, which has what ours would not.
  const toolweave = { command: "npx", args: ["toolweave@1", "serve", "--config", other] };
  mkdirSync(join(there.home, ".cursor"));
  there.write(CURSOR, JSON.stringify({ mcpServers: { toolweave, ...servers } }));
  return { ...there, other };
}

describe("toolweave init where a client starts toolweave already", () => {
  it("writes no empty configuration, and names the one that is in use", async () => {
    const { init, project, other } = startedElsewhere();
    const { code, stderr } = await init("--yes");
    expect(code).toBe(0);
    expect(stderr).toContain(`toolweave stays: it is for ${other}`);
    expect(stderr).toContain(`There is nothing to do, for ${other} is in use here`);
    expect(stderr).not.toContain("No MCP client");
    expect(existsSync(join(project, "toolweave.json"))).toBe(false);
    await init("--yes", "--output", "toolweave.json");
    expect(existsSync(join(project, "toolweave.json"))).toBe(true);
  });

  it("takes no servers away from it by having it start with another configuration", async () => {
    const { init, read, other } = startedElsewhere({ late: { command: "late" } });
    const before = read(CURSOR);
    const { stderr } = await init("--yes");
    expect(stderr).toContain(`it starts toolweave with ${other} already`);
    expect(stderr).toContain(`toolweave init --output ${other}`);
    expect(read(CURSOR)).toBe(before);
    expect((await init("--yes", "--output", other)).code).toBe(0);
    const entry = JSON.parse(before).mcpServers.toolweave;
    expect(JSON.parse(read(CURSOR))).toEqual({ mcpServers: { toolweave: entry } });
    expect(JSON.parse(read("other/toolweave.json")).mcpServers).toEqual({
      late: { command: "late" },
    });
  });

  it("--undo leaves the entry that was there before", async () => {
    const { init, read, write, other } = startedElsewhere({ late: { command: "late" } });
    const before = JSON.parse(read(CURSOR));
    await init("--yes", "--output", other);
    // The client has written it anew.
    write(CURSOR, JSON.stringify(JSON.parse(read(CURSOR)), null, 4));
    await init("--undo", "--output", other);
    expect(JSON.parse(read(CURSOR))).toEqual(before);
  });

  it.each([
    ["the folder", `\${workspaceFolder}/tools/own.json`],
    ["the home folder", `\${userHome}/project/tools/own.json`],
    ["the environment", `\${env:HOME}/project/tools/own.json`],
    ["what only the client knows", `\${config:tools}/own.json`],
  ])("leaves one that names its configuration by %s", async (_, config) => {
    const file = "project/.vscode/mcp.json";
    const toolweave = { command: "npx", args: ["toolweave", "serve", "--config", config] };
    const text = JSON.stringify({ servers: { toolweave, late: { command: "late" } } });
    const { init, read, project } = home({ [file]: text, "project/tools/own.json": EMPTY });
    const { stderr } = await init("--yes");
    const shown = config.includes("config:") ? config : join(project, "tools/own.json");
    expect(stderr).toContain(`left alone: it starts toolweave with ${shown} already`);
    expect(read(file)).toBe(text);
  });

  it("takes over from a configuration that is gone", async () => {
    const { init, read, project, other } = startedElsewhere({ late: { command: "late" } });
    rmSync(other);
    expect((await init("--yes")).code).toBe(0);
    const { toolweave } = JSON.parse(read(CURSOR)).mcpServers;
    expect(toolweave.args.at(-1)).toBe(join(project, "toolweave.json"));
  });
});

/** A home folder where Cursor has an entry `toolweave`, beside another server. */
function startedBy(entry: object): Home {
  const toolweave = { command: "npx", args: ["toolweave", "serve"], ...entry };
  const mcpServers = { toolweave, late: { command: "late" } };
  return home({ [CURSOR]: JSON.stringify({ mcpServers }), "other/toolweave.json": EMPTY });
}

describe("toolweave init where an entry that starts toolweave is of no use", () => {
  it.each([
    ["disabled", { disabled: true }],
    ["enabled", { enabled: false }],
  ])("leaves no servers to one that is switched off by %s", async (_key, off) => {
    const { init, read, project } = startedBy(off);
    const config = join(project, "toolweave.json");
    const args = ["toolweave", "serve", "--config", config];
    const mcpServers = { toolweave: { command: "npx", args, ...off }, late: { command: "late" } };
    mkdirSync(join(project, ".cursor"));
    writeFileSync(join(project, ".cursor/mcp.json"), JSON.stringify({ mcpServers }));
    writeFileSync(config, EMPTY);
    const { code, stderr } = await init("--yes");
    expect(code).toBe(0);
    expect(stderr).toContain("toolweave is replaced: it is switched off");
    for (const file of [CURSOR, join("project", CURSOR)]) {
      const { toolweave, late } = JSON.parse(read(file)).mcpServers;
      expect(toolweave).toEqual({ command: "npx", args: ["-y", ...args] });
      expect(late).toBeUndefined();
    }
  });

  it("keeps its environment, and --undo puts it back into a file that has changed since", async () => {
    const { init, read, write, project } = startedBy({ env: { TOKEN: "secret" }, note: 1 });
    const before = JSON.parse(read(CURSOR));
    await init("--yes");
    const { toolweave } = JSON.parse(read(CURSOR)).mcpServers;
    expect(toolweave.args.at(-1)).toBe(join(project, "toolweave.json"));
    expect(toolweave.env).toEqual({ TOKEN: "secret" });
    // A second move does not take what the first has written for the user's own.
    rmSync(join(project, "toolweave.json"));
    const now = JSON.parse(read(CURSOR));
    now.mcpServers.later = { command: "later" };
    write(CURSOR, JSON.stringify(now, null, 2));
    await init("--yes");
    write(CURSOR, JSON.stringify(JSON.parse(read(CURSOR)), null, 4));
    await init("--undo");
    expect(JSON.parse(read(CURSOR)).mcpServers).toEqual({
      ...before.mcpServers,
      later: { command: "later" },
    });
  });

  it("keeps its environment in TOML, too", async () => {
    const own =
      '[mcp_servers.toolweave]\ncommand = "toolweave"\nargs = ["serve"]\nenv = { TOKEN = "secret" }\n';
    const file = ".codex/config.toml";
    const { init, read, write } = home({ [file]: `${own}\n[mcp_servers.a]\ncommand = "a"\n` });
    await init("--yes");
    expect(read(file)).toContain('TOKEN = "secret"');
    expect(read(file)).not.toContain('command = "toolweave"');
    write(file, `model = "o"\n\n${read(file)}`);
    await init("--undo");
    expect(read(file)).toContain(own.trim());
    expect(read(file)).not.toContain("--config");
  });
});

describe("toolweave init below a folder that has a configuration", () => {
  it("does not hide it by an empty one", async () => {
    const { home: folder, env, project } = home({ "project/toolweave.json": EMPTY });
    const below = join(project, "below");
    mkdirSync(below);
    const { code, stderr } = await cli(["init", "--yes"], { cwd: below, env });
    expect(code).toBe(0);
    expect(stderr).toContain(`${join(folder, "project/toolweave.json")} is in use here`);
    expect(existsSync(join(below, "toolweave.json"))).toBe(false);
  });

  it("says that one with servers will take its place", async () => {
    const { env, project } = home({
      "project/toolweave.json": EMPTY,
      [CURSOR]: '{ "mcpServers": { "a": { "command": "a" } } }',
    });
    const below = join(project, "below");
    mkdirSync(below);
    const { stderr } = await cli(["init"], { cwd: below, env });
    const [above, own] = [join(project, "toolweave.json"), join(below, "toolweave.json")];
    expect(stderr).toContain(`commands in this folder take ${above} so far, and will take ${own}`);
  });
});
