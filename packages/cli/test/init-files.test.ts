import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { getuid } from "node:process";
import { parse } from "smol-toml";
import { describe, expect, it } from "vitest";
import { cli } from "./support/cli.js";
import { home } from "./support/home.js";

const RECORD = ".moved-to-toolweave";

describe("files that toolweave init changes", () => {
  it("keep the comments and the form of the servers that stay", async () => {
    const { init, read, project } = home({
      ".config/zed/settings.json": `// Zed
{
  "context_servers": {
    "first": { "command": "first" }, // the first
    // ask Bob for its token
    "stays": { "command": "x", "env": { "A": "\${input:token}" } }, // trailing
    "last": { "command": "last" }
    // the end
  },
  "vim_mode": true,
}
`,
    });
    expect((await init("--yes")).code).toBe(0);
    const entry = JSON.stringify(join(project, "toolweave.json"));
    expect(read(".config/zed/settings.json")).toBe(`// Zed
{
  "context_servers": {
    // ask Bob for its token
    "stays": { "command": "x", "env": { "A": "\${input:token}" } }, // trailing
    "toolweave": {
      "command": "npx",
      "args": [
        "-y",
        "toolweave",
        "serve",
        "--config",
        ${entry}
      ]
    }
    // the end
  },
  "vim_mode": true,
}
`);
  });

  it("stay on one line if they were, also after --undo", async () => {
    const cursor = '{"mcpServers":{"a":{"command":"a"}},"theme":"dark"}\n';
    const { init, read, write } = home({ ".cursor/mcp.json": cursor });
    await init("--yes");
    expect(read(".cursor/mcp.json").trim()).not.toContain("\n");
    write(".cursor/mcp.json", read(".cursor/mcp.json").replace("dark", "light"));
    await init("--undo");
    expect(read(".cursor/mcp.json").trim()).not.toContain("\n");
    expect(JSON.parse(read(".cursor/mcp.json"))).toEqual({
      mcpServers: { a: { command: "a" } },
      theme: "light",
    });
  });

  it("keep a server that is called __proto__, and give the others", async () => {
    const { init, read } = home({
      ".cursor/mcp.json":
        '{ "mcpServers": { "__proto__": { "command": "x" }, "a": { "command": "a" } } }',
    });
    const { code, stderr } = await init("--yes");
    expect(code).toBe(0);
    expect(stderr).toContain("__proto__ stays: no server can have that name");
    expect(Object.keys(JSON.parse(read("project/toolweave.json")).mcpServers)).toEqual(["a"]);
    const { mcpServers } = JSON.parse(read(".cursor/mcp.json"));
    expect(Object.keys(mcpServers)).toEqual(["__proto__", "toolweave"]);
  });

  it("keep the comments above the tables of TOML that stay, and how lines end", async () => {
    const codex = [
      'model = "o4"',
      "[mcp_servers.a]",
      'command = "a"',
      "",
      "# how it looks",
      "[tui]",
      'theme = "light"',
      "",
    ].join("\r\n");
    const { init, read, write } = home({ ".codex/config.toml": codex });
    await init("--yes");
    expect(read(".codex/config.toml")).toContain('model = "o4"\r\n# how it looks\r\n[tui]\r\n');
    expect(read(".codex/config.toml")).not.toMatch(/[^\r]\n/);
    write(".codex/config.toml", `${read(".codex/config.toml")}# mine\r\n`);
    await init("--undo");
    expect(read(".codex/config.toml")).toContain("# how it looks\r\n[tui]\r\n");
    expect(read(".codex/config.toml")).not.toMatch(/[^\r]\n/);
  });

  it("are changed once where the project is the home folder", async () => {
    const files = { ".codex/config.toml": '[mcp_servers.a]\ncommand = "a"\n' };
    const { home: folder, env, read } = home(files);
    const { stderr } = await cli(["init", "--yes"], { cwd: folder, env });
    expect(stderr.match(/a → toolweave/g)).toHaveLength(1);
    expect(JSON.parse(read(`.codex/config.toml${RECORD}`))).toMatchObject({
      servers: [{ name: "a", isNew: true }],
    });
  });

  it("are changed once where links of two clients lead to them", async () => {
    const {
      home: folder,
      init,
      read,
    } = home({
      "shared.json": '{ "mcpServers": { "a": { "command": "a" } } }',
    });
    mkdirSync(join(folder, ".cursor"));
    symlinkSync(join(folder, "shared.json"), join(folder, ".cursor/mcp.json"));
    symlinkSync(join(folder, "shared.json"), join(folder, ".claude.json"));
    await init("--yes");
    expect(JSON.parse(read(`shared.json${RECORD}`)).servers).toHaveLength(1);
  });

  it("are not the configuration, whose servers would move to itself", async () => {
    const { init, read } = home({
      ".cursor/mcp.json": '{ "mcpServers": { "a": { "command": "a" } } }',
      ".codex/config.toml": '[mcp_servers.b]\ncommand = "b"\n',
    });
    await init("--yes", "-o", "../.cursor/mcp.json");
    expect(JSON.parse(read(".cursor/mcp.json"))).toEqual({
      mcpServers: { a: { command: "a" }, b: { command: "b" } },
    });
  });

  it("get many servers back by --undo in about the time that moving them took, however much else they have", async () => {
    const names = Array.from({ length: 200 }, (_, at) => `server${at}`);
    const mcpServers = Object.fromEntries(names.map((name) => [name, { command: name }]));
    const history = Array.from({ length: 8_000 }, (_, at) => ({
      display: `${"x".repeat(100)}${at}`,
    }));
    const before = { mcpServers, history };
    const { init, read, write } = home({ ".claude.json": JSON.stringify(before, null, 2) });
    const timed = async (...args: string[]): Promise<number> => {
      const start = performance.now();
      await init(...args);
      return performance.now() - start;
    };
    const moving = await timed("--yes");
    // Its client has written to it since, so that no backup can take its place.
    const now = { ...JSON.parse(read(".claude.json")), theme: "dark" };
    write(".claude.json", JSON.stringify(now, null, 2));
    // What else the machine does may come upon one of the two alone.
    expect(await timed("--undo")).toBeLessThan(3 * moving + 5_000);
    expect(JSON.parse(read(".claude.json"))).toEqual({ ...before, theme: "dark" });
  });

  it("may be megabytes long, with servers in two places", async () => {
    const { init, read, write, project } = home({});
    const history = Array.from({ length: 100 }, (_, at) => ({ display: `${"x".repeat(80)}${at}` }));
    const folders = Array.from({ length: 400 }, (_, at) => [`/folder/${at}`, { history }]);
    const mcpServers = { one: { command: "one" } };
    const projects = { ...Object.fromEntries(folders), [project]: { mcpServers } };
    const before = { mcpServers: { all: { command: "all" } }, projects };
    write(".claude.json", JSON.stringify(before, null, 2));
    const start = performance.now();
    expect((await init("--yes")).code).toBe(0);
    // Trees of the whole file, and a plan made twice, took half a minute.
    expect(performance.now() - start).toBeLessThan(25_000);
    const moved = JSON.parse(read(".claude.json"));
    expect(Object.keys(moved.mcpServers)).toEqual(["toolweave"]);
    expect(Object.keys(moved.projects[project].mcpServers)).toEqual(["toolweave"]);
    expect(moved.projects["/folder/399"]).toEqual({ history });
  }, 60_000);

  it("keep who may read and write them", async () => {
    const { home: folder, init } = home({
      ".cursor/mcp.json": '{"mcpServers":{"a":{"command":"a"}}}',
    });
    const file = join(folder, ".cursor/mcp.json");
    chmodSync(file, 0o666);
    await init("--yes");
    expect(readFileSync(file, "utf8")).toContain("serve");
    expect(statSync(file).mode & 0o777).toBe(0o666);
  });

  it("get their servers back by --undo with all else as it is", async () => {
    const cursor = `{
\t"mcpServers": {
\t\t"a": { "command": "a" },
\t\t"stays": { "command": "x", "env": { "A": "\${input:token}" } }, // trailing
\t},
}
`;
    const { init, read, write } = home({ ".cursor/mcp.json": cursor });
    await init("--yes");
    write(".cursor/mcp.json", read(".cursor/mcp.json").replace("trailing", "mine"));
    await init("--undo");
    expect(read(".cursor/mcp.json")).toBe(`{
\t"mcpServers": {
\t\t"stays": { "command": "x", "env": { "A": "\${input:token}" } }, // mine
\t\t"a": {
\t\t\t"command": "a"
\t\t},
\t},
}
`);
  });
});

describe("files that toolweave init leaves alone, while it changes others", () => {
  const CODEX = '[mcp_servers.b]\ncommand = "b"\n';

  it.each([
    ["the servers", '{ "mcpServers": { "x": {} }, "mcpServers": { "a": { "command": "a" } } }'],
    ["a server", '{ "mcpServers": { "a": { "command": "a" }, "a": { "command": "other" } } }'],
  ])("are those that have %s twice", async (_what, text) => {
    const { init, read } = home({ ".cursor/mcp.json": text, ".codex/config.toml": CODEX });
    const { code, stderr } = await init("--yes");
    expect(code).toBe(0);
    expect(stderr).toContain("left alone: It cannot be edited safely, as where a key stands twice");
    expect(read(".cursor/mcp.json")).toBe(text);
    expect(Object.keys(JSON.parse(read("project/toolweave.json")).mcpServers)).toEqual(["b"]);
  });

  it("are those in whose TOML servers are no tables", async () => {
    const codex = 'mcp_servers = { a = { command = "a" } }\n';
    const cursor = '{ "mcpServers": { "b": { "command": "b" } } }';
    const { init, read } = home({ ".codex/config.toml": codex, ".cursor/mcp.json": cursor });
    const { code, stderr } = await init("--yes");
    expect(code).toBe(0);
    expect(stderr).toContain("left alone: The servers do not stand as tables [mcp_servers.NAME]");
    expect(read(".codex/config.toml")).toBe(codex);
    expect(Object.keys(JSON.parse(read("project/toolweave.json")).mcpServers)).toEqual(["b"]);
  });

  // Root may write everywhere.
  it.each<[what: string, value: string]>([
    ["a string of several lines", '"""\n[not.a.table]\n# no comment\\"""\n"""'],
    ["a literal string of several lines", "'''\n[not.a.table]\n# no comment \"\"\"\n'''"],
    ["an escaped quote", '"a \\" [b"\nMORE = \'c:\\\''],
    ["quotes at the end of a string", '""""[a]"""""'],
    ["a bracket in a string, in a comment", '"[" # ["'],
  ])("are not those whose TOML has %s, in a server or elsewhere", async (_, value) => {
    const other = `[tui]\nnotes = ${value}\nlists = [ # [no.table]\n  ["]"],\n  [\n[ "b" ],\n],\n]\n`;
    const args = 'args = [\n"[a]", # [no.table]\n"]",\n]';
    const demo = `[mcp_servers.demo]\ncommand = "demo"\n${args}\n\n[mcp_servers.demo.env]\nA = ${value}\n`;
    const codex = `model = "x"\n\n${demo}\n# of the terminal\n${other}`;
    const { init, read, write } = home({ ".codex/config.toml": codex });
    const { stderr } = await init("--yes");
    expect(stderr).toContain("demo → toolweave");
    expect(read(".codex/config.toml")).toContain(`# of the terminal\n${other}`);
    expect(read(".codex/config.toml")).not.toContain("[mcp_servers.demo");
    write(".codex/config.toml", `${read(".codex/config.toml")}\n[mine]\n`);
    await init("--undo");
    expect(parse(read(".codex/config.toml"))).toEqual({ ...parse(codex), mine: {} });
  });

  it("are those that may not be written, which for root are none", async () => {
    const cursor = '{ "mcpServers": { "a": { "command": "a" } } }';
    const {
      init,
      read,
      home: folder,
    } = home({
      ".cursor/mcp.json": cursor,
      ".codex/config.toml": CODEX,
    });
    chmodSync(join(folder, ".cursor/mcp.json"), 0o444);
    const { code, stderr } = await init("--yes");
    const isRoot = getuid?.() === 0;
    expect(code).toBe(0);
    expect(stderr.includes("left alone: it cannot be written")).toBe(!isRoot);
    expect(read(".cursor/mcp.json") === cursor).toBe(!isRoot);
    expect(existsSync(join(folder, `.cursor/mcp.json${RECORD}`))).toBe(isRoot);
    const moved = Object.keys(JSON.parse(read("project/toolweave.json")).mcpServers);
    expect(moved).toEqual(isRoot ? ["a", "b"] : ["b"]);
  });

  it("servers that an extension of Zed brings along stay", async () => {
    const { init, read } = home({
      ".config/zed/settings.json": JSON.stringify({
        context_servers: {
          ext: { source: "extension", enabled: true, settings: {} },
          a: { command: "a" },
        },
      }),
    });
    const { stderr } = await init("--yes");
    expect(stderr).toContain("ext stays: an extension of its client starts it");
    const { context_servers } = JSON.parse(read(".config/zed/settings.json"));
    expect(Object.keys(context_servers).sort()).toEqual(["ext", "toolweave"]);
  });
});
