import { describe, expect, it } from "vitest";
import { eventually } from "./support/processes.js";
import { demoServer, project } from "./support/project.js";
import { tempFolder } from "./support/temp-folder.js";
import { atTerminal } from "./support/terminal.js";

/** What the repl shows of a result at a terminal, escapes included. */
async function shown(env: Readonly<Record<string, string>>): Promise<string> {
  const cwd = project({ mcpServers: { demo: demoServer() } });
  const terminal = atTerminal(["repl"], { cwd, env: { ...env, HOME: tempFolder() } });
  await eventually(() => terminal.screen().includes("> "));
  terminal.type("return { answer: 6 * 7 }");
  await eventually(() => terminal.screen().includes("42"));
  terminal.type(".exit");
  expect(await terminal.ended).toBe(0);
  return terminal.screen();
}

describe("toolweave repl at a terminal", () => {
  it("colours what it shows", async () => {
    expect(await shown({})).toContain("answer: \u001b[33m42\u001b[39m");
  });

  it("colours nothing where NO_COLOR is set", async () => {
    const screen = await shown({ NO_COLOR: "1" });
    expect(screen).toContain("{ answer: 42 }");
    expect(screen).not.toContain("\u001b[33m");
  });
});
