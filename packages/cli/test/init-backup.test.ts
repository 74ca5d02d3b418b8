import { existsSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Home, home } from "./support/home.js";

/** As init writes it where there are no servers. */
const EMPTY =
  '{ "$schema": "https://unpkg.com/toolweave/dist/toolweave.schema.json", "mcpServers": {} }';

const server = (name: string): string =>
  JSON.stringify({
    mcpServers: { [name]: { command: name, env: { TOKEN: `secret of ${name}` } } },
  });

/** Somebody whose Cursor's servers were moved first, and Windsurf's later, so that the configuration has a backup. */
async function movedOneByOne(files: Readonly<Record<string, string>> = {}): Promise<Home> {
  const there = home({
    ".cursor/mcp.json": server("one"),
    ".codeium/windsurf/mcp_config.json": server("two"),
    ...files,
  });
  await there.init("--yes", "--client", "cursor");
  await there.init("--yes");
  return there;
}

describe("the backup of the configuration, after init --undo", () => {
  it("is gone with the configuration, and the secrets of servers with it", async () => {
    const { init, project } = await movedOneByOne();
    expect(readdirSync(project)).toContain("toolweave.json.before-toolweave");
    expect((await init("--undo")).stderr).toContain("nothing is left in it");
    expect(readdirSync(project)).toEqual([]);
  });

  it("has no server that was put back, though the configuration stays for another client", async () => {
    const { init, read, project } = await movedOneByOne();
    await init("--undo", "--client", "cursor");
    await init("--undo", "--client", "windsurf");
    expect(readdirSync(project)).toEqual([]);
    expect(read(".cursor/mcp.json")).toBe(server("one"));
  });

  it("keeps what was somebody's own, and has been changed since", async () => {
    const own = '{ "mcpServers": { "mine": { "command": "mine" } } }';
    const { init, read, write } = await movedOneByOne({ "project/toolweave.json": own });
    write("project/toolweave.json", read("project/toolweave.json").replace('"mine" }', '"new" }'));
    await init("--undo");
    const backup = read("project/toolweave.json.before-toolweave");
    expect(backup).toContain('"mine"');
    expect(backup).not.toContain("secret of one");
  });

  it("is gone where a link stands for the configuration, which has no server any more", async () => {
    const { init, read, project } = home({
      ".cursor/mcp.json": server("one"),
      "dotfiles/toolweave.json": EMPTY,
    });
    symlinkSync("../dotfiles/toolweave.json", join(project, "toolweave.json"));
    await init("--yes");
    expect(read("dotfiles/toolweave.json")).toContain("secret of one");
    await init("--undo");
    expect(JSON.parse(read("dotfiles/toolweave.json")).mcpServers).toEqual({});
    expect(readdirSync(join(project, "../dotfiles"))).toEqual(["toolweave.json"]);
    expect(readdirSync(project)).toEqual(["toolweave.json"]);
  });

  it("is gone with a configuration that somebody has deleted", async () => {
    const { init, project, home: folder } = await movedOneByOne();
    rmSync(join(project, "toolweave.json"));
    await init("--undo");
    expect(readdirSync(project)).toEqual([]);
    expect(existsSync(join(folder, ".cursor/mcp.json.before-toolweave"))).toBe(false);
  });
});

it("init --undo puts back a client's file that somebody has deleted", async () => {
  const { init, read, project, home: folder } = await movedOneByOne();
  rmSync(join(folder, ".cursor/mcp.json"));
  const { code, stderr } = await init("--undo");
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining("left alone") });
  expect(read(".cursor/mcp.json")).toBe(server("one"));
  expect(readdirSync(join(folder, ".cursor"))).toEqual(["mcp.json"]);
  expect(readdirSync(project)).toEqual([]);
});
