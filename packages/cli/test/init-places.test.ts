import { existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cli, type Outcome } from "./support/cli.js";
import { home } from "./support/home.js";

const CURSOR = ".cursor/mcp.json";
const ONE = '{ "mcpServers": { "one": { "command": "one" } } }';

/** A home folder whose Cursor has had its server moved to `project`, and another project. */
async function movedToProject() {
  const there = home({ [CURSOR]: ONE });
  const other = join(there.home, "other");
  mkdirSync(other);
  await there.init("--yes");
  const undo = (...args: string[]): Promise<Outcome> =>
    cli(["init", "--undo", ...args], { cwd: other, env: there.env });
  return { ...there, other, undo, moved: there.read(CURSOR) };
}

describe("toolweave init --undo", () => {
  it.each([[[]], [["--client", "cursor"]]])(
    "leaves what was moved to the configuration of another project, with %j",
    async (flags) => {
      const { undo, read, project, moved } = await movedToProject();
      const config = join(project, "toolweave.json");
      const { code, stderr } = await undo(...flags);
      expect(code).toBe(0);
      expect(stderr).toContain(`its servers were moved to ${config}`);
      expect(stderr).toContain(`toolweave init --undo --output ${config}`);
      expect(read(CURSOR)).toBe(moved);
      expect((await undo("--output", config)).code).toBe(0);
      expect(read(CURSOR)).toBe(ONE);
      expect(existsSync(config)).toBe(false);
    },
  );

  it("puts back what was moved to a configuration that is gone", async () => {
    const { undo, read, project } = await movedToProject();
    rmSync(join(project, "toolweave.json"));
    const { code, stderr } = await undo();
    expect(code).toBe(0);
    expect(stderr).not.toContain("The configuration is left as it is");
    expect(read(CURSOR)).toBe(ONE);
  });

  it("knows the configuration by way of a link", async () => {
    const { undo, read, home: folder, project } = await movedToProject();
    symlinkSync(project, join(folder, "link"));
    await undo("--output", join(folder, "link/toolweave.json"));
    expect(read(CURSOR)).toBe(ONE);
    expect(existsSync(join(project, "toolweave.json"))).toBe(false);
  });
});

it("toolweave init keeps an entry that it replaces in one place of a file after a move out of another", async () => {
  const there = home({});
  const { init, read, write, project } = there;
  const file = ".claude.json";
  write(file, '{ "mcpServers": { "a": { "command": "a" } } }');
  await init("--yes");
  const own = { command: "toolweave", args: ["serve"], disabled: true };
  const mcpServers = { toolweave: own, b: { command: "b" } };
  const now = JSON.parse(read(file));
  write(file, JSON.stringify({ ...now, projects: { [project]: { mcpServers } } }));
  await init("--yes");
  await init("--undo");
  expect(JSON.parse(read(file)).projects[project].mcpServers).toEqual(mcpServers);
});

describe("toolweave init --undo, of a file whose servers are in the configurations of two folders", () => {
  const FILE = ".claude.json";

  /** Claude Code's own file after `init` in `project` and in `other`, each of which has a server of its own there. */
  async function movedToTwo() {
    const there = home({});
    const { project } = there;
    const other = join(there.home, "other");
    mkdirSync(other);
    const before = {
      mcpServers: { all: { command: "all" } },
      projects: {
        [project]: { mcpServers: { one: { command: "one" } } },
        [other]: { mcpServers: { two: { command: "two" } } },
      },
    };
    there.write(FILE, JSON.stringify(before));
    const inOther = (...args: string[]): Promise<Outcome> =>
      cli(["init", ...args], { cwd: other, env: there.env });
    await there.init("--yes");
    await inOther("--yes");
    const content = () => JSON.parse(there.read(FILE)) as typeof before;
    return { ...there, other, inOther, before, content };
  }

  it("puts back those of its own folder, and leaves the others where they are", async () => {
    const { project, other, inOther, init, before, content } = await movedToTwo();
    const moved = content();
    const { code, stderr } = await inOther("--undo");
    expect(code).toBe(0);
    expect(stderr).toContain(`all, one, which were moved to ${join(project, "toolweave.json")}`);
    expect(stderr).not.toContain("It has changed since");
    expect(existsSync(join(other, "toolweave.json"))).toBe(false);
    expect(content().mcpServers).toEqual(moved.mcpServers);
    expect(content().projects[project]).toEqual(moved.projects[project]);
    expect(content().projects[other]).toEqual(before.projects[other]);
    expect((await init("--undo")).code).toBe(0);
    expect(existsSync(join(project, "toolweave.json"))).toBe(false);
  });

  it("is what it was before, byte by byte, once both are put back", async () => {
    const { inOther, init, before, read } = await movedToTwo();
    await init("--undo");
    await inOther("--undo");
    expect(read(FILE)).toBe(JSON.stringify(before));
  });

  it("keeps what its client has written between one and the other", async () => {
    const { inOther, init, before, content, write } = await movedToTwo();
    await inOther("--undo");
    write(FILE, JSON.stringify({ ...content(), theme: "dark" }));
    await init("--undo");
    expect(content()).toEqual({ ...before, theme: "dark" });
  });
});

describe("toolweave init --output, with a configuration of another folder", () => {
  it("has the servers of the project start in the project", async () => {
    const { init, read, write, project, home: folder, env } = home({});
    const entry = { command: process.execPath, args: ["server.mjs"] };
    const source = `process.stdin.once("data", () => { console.error("started in " + process.cwd()); process.exit(); });`;
    write("project/server.mjs", source);
    write("project/.mcp.json", JSON.stringify({ mcpServers: { own: entry } }));
    write(".claude.json", JSON.stringify({ mcpServers: { all: { command: "all" } } }));
    const config = join(folder, "toolweave.json");
    expect((await init("--yes", "-o", config)).code).toBe(0);
    const { mcpServers } = JSON.parse(read("toolweave.json"));
    expect(mcpServers).toEqual({ own: { ...entry, cwd: project }, all: { command: "all" } });
    const { stdout } = await cli(["doctor", "--config", config], { cwd: folder, env });
    expect(stdout).toContain(`started in ${project}`);
    await init("--undo", "-o", config);
    expect(JSON.parse(read("project/.mcp.json"))).toEqual({ mcpServers: { own: entry } });
    expect(existsSync(config)).toBe(false);
  });

  it.each(["sub", `\${TW_PLACE:-sub}`])(
    "reads a relative cwd from the project: %s",
    async (cwd) => {
      const { init, read, write, project, home: folder } = home({});
      const mcpServers = { own: { command: "own", cwd } };
      write(".claude.json", JSON.stringify({ projects: { [project]: { mcpServers } } }));
      await init("--yes", "-o", join(folder, "toolweave.json"));
      const moved = JSON.parse(read("toolweave.json")).mcpServers;
      expect(moved).toEqual({ own: { command: "own", cwd: join(project, cwd) } });
    },
  );

  it.each<[what: string, config: object, says: string]>([
    ["a server", { mcpServers: { x: { command: "x", arg: [] } } }, 'unknown key "arg"'],
    ["codeMode", { codeMode: { polcy: {} } }, 'unknown key "polcy"'],
  ])("refuses one that toolweave would not start with, for %s", async (_, config, says) => {
    const { init, read, write } = home({ [CURSOR]: ONE });
    const text = JSON.stringify(config);
    write("project/toolweave.json", text);
    const { code, stderr } = await init("--yes");
    expect(code).toBe(2);
    expect(stderr).toContain("toolweave.json: ");
    expect(stderr).toContain(says);
    expect(read(CURSOR)).toBe(ONE);
    expect(read("project/toolweave.json")).toBe(text);
  });

  it("refuses one that would be read as TOML, with exit code 2, and has written nothing", async () => {
    const { init, read, project } = home({ [CURSOR]: ONE });
    const { code, stderr } = await init("--yes", "-o", "toolweave.toml");
    expect(code).toBe(2);
    expect(stderr).toContain("Name a .json file");
    expect(read(CURSOR)).toBe(ONE);
    expect(existsSync(join(project, "toolweave.toml"))).toBe(false);
  });
});
