import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { home } from "./support/home.js";
import { eventually } from "./support/processes.js";
import { atTerminal } from "./support/terminal.js";

const CLAUDE = '{ "mcpServers": { "a": { "command": "a" } }, "startups": 1 }';

describe("toolweave init at a terminal", () => {
  it("keeps what a client writes while it asks", async () => {
    const { project, env, read, write } = home({ ".claude.json": CLAUDE });
    const { screen, type, ended } = atTerminal(["init"], { cwd: project, env });
    await eventually(() => screen().includes("Write this?"));
    write(".claude.json", CLAUDE.replace("1", "2"));
    type("y");
    expect(await ended).toBe(0);
    const { mcpServers, startups } = JSON.parse(read(".claude.json"));
    expect([Object.keys(mcpServers), startups]).toEqual([["toolweave"], 2]);
  });

  it("writes nothing when the servers have changed while it asked", async () => {
    const { project, env, read, write } = home({ ".claude.json": CLAUDE });
    const { screen, type, ended } = atTerminal(["init"], { cwd: project, env });
    await eventually(() => screen().includes("Write this?"));
    const changed = CLAUDE.replace('"a":', '"new": { "command": "b" }, "a":');
    write(".claude.json", changed);
    type("y");
    expect(await ended).toBe(1);
    expect(screen()).toContain("the servers have changed meanwhile: run it again");
    expect(read(".claude.json")).toBe(changed);
    expect(existsSync(join(project, "toolweave.json"))).toBe(false);
  });

  it("is ended by Ctrl-C, and has written nothing", async () => {
    const { project, env, read } = home({ ".claude.json": CLAUDE });
    const { screen, press, ended } = atTerminal(["init"], { cwd: project, env });
    await eventually(() => screen().includes("Write this?"));
    press("\u0003");
    expect(await ended).toBe(130);
    expect(read(".claude.json")).toBe(CLAUDE);
  });
});
