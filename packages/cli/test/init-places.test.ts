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
