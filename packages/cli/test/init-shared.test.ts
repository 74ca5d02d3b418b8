import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Home, home } from "./support/home.js";

const CURSOR = ".cursor/mcp.json";
const WINDSURF = ".codeium/windsurf/mcp_config.json";

const servers = (...names: string[]): string => {
  const entries = names.map((name) => [name, { command: name }]);
  return `${JSON.stringify({ mcpServers: Object.fromEntries(entries) }, null, 2)}\n`;
};

/** A home folder whose Cursor and Windsurf have had their servers moved: `both` is of both. */
async function movedOfTwo(): Promise<Home> {
  const there = home({
    [CURSOR]: servers("both", "cursor"),
    [WINDSURF]: servers("both", "windsurf"),
  });
  await there.init("--yes");
  return there;
}

describe("toolweave init --undo --client, where clients have servers in common", () => {
  it.each([
    ["cursor", CURSOR],
    ["windsurf", WINDSURF],
  ])("leaves no server in the configuration once all are put back, %s first", async (id, file) => {
    const { init, read, project } = await movedOfTwo();
    const before = read("project/toolweave.json");
    const { stderr } = await init("--undo", "--client", id);
    expect(stderr).toContain("The configuration is left as it is");
    expect(read(file)).toBe(
      file === CURSOR ? servers("both", "cursor") : servers("both", "windsurf"),
    );
    expect(read("project/toolweave.json")).toBe(before);
    expect((await init("--undo")).stderr).toContain("nothing is left in it");
    expect(existsSync(join(project, "toolweave.json"))).toBe(false);
    expect(read(CURSOR)).toBe(servers("both", "cursor"));
    expect(read(WINDSURF)).toBe(servers("both", "windsurf"));
  });

  it("takes them out with the last client that is named", async () => {
    const { init, project } = await movedOfTwo();
    await init("--undo", "--client", "cursor");
    await init("--undo", "--client", "windsurf");
    expect(existsSync(join(project, "toolweave.json"))).toBe(false);
  });

  it("takes them out after a client has had its servers moved once more", async () => {
    const { init, project } = await movedOfTwo();
    await init("--undo", "--client", "cursor");
    await init("--yes");
    await init("--undo", "--client", "windsurf");
    await init("--undo");
    expect(existsSync(join(project, "toolweave.json"))).toBe(false);
  });

  it("leaves what somebody has changed in the configuration, and says so", async () => {
    const { init, read, write } = await movedOfTwo();
    const config = JSON.parse(read("project/toolweave.json"));
    config.mcpServers.both.args = ["mine"];
    write("project/toolweave.json", JSON.stringify(config));
    await init("--undo", "--client", "cursor");
    expect((await init("--undo")).stderr).toMatch(/left in .*, where they have been changed: both/);
    const { mcpServers } = JSON.parse(read("project/toolweave.json"));
    expect(mcpServers).toEqual({ both: { command: "both", args: ["mine"] } });
  });
});
