import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "smol-toml";
import { describe, expect, it } from "vitest";
import { cli, type Outcome } from "./support/cli.js";
import { demoServer } from "./support/project.js";
import { tempFolder } from "./support/temp-folder.js";

interface Home {
  readonly home: string;
  readonly project: string;
  /** Runs `toolweave init` as its user would. */
  init(...args: string[]): Promise<Outcome>;
  read(file: string): string;
}

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

function home(files: Readonly<Record<string, string>>): Home {
  const folder = tempFolder();
  const project = join(folder, "project");
  mkdirSync(project);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const env = { HOME: folder, XDG_CONFIG_HOME: join(folder, ".config") };
  return {
    home: folder,
    project,
    init: (...args) => cli(["init", ...args], { cwd: project, env }),
    read: (file) => readFileSync(join(folder, file), "utf8"),
  };
}

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
});
