import { once } from "node:events";
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startCli } from "./support/cli.js";
import { eventually, isRunning } from "./support/processes.js";
import { demoServer, journalOf, project } from "./support/project.js";
import { atTerminal, gathered, type Terminal } from "./support/terminal.js";

/** Runs `exec` at a terminal. */
function execAtTerminal(code: string, cwd: string): Terminal {
  return atTerminal(["exec", "-e", code], { cwd });
}

function asking(): string {
  return project({
    mcpServers: { demo: demoServer("journal.txt") },
    codeMode: { policy: { rules: [{ match: "demo.remove", action: "ask" }] } },
  });
}

function questions(screen: string): string[] {
  return [...screen.matchAll(/allow\? (\S+)/g)].map(([, call = ""]) => call);
}

describe("toolweave exec --watch", () => {
  it("runs again whenever the file is written or replaced, and ends on a signal", async () => {
    const cwd = project({ mcpServers: { demo: demoServer("journal.txt") } });
    const file = join(cwd, "code.js");
    writeFileSync(file, "return demo.add({ a: 1, b: 1 })");
    const child = startCli(["exec", "code.js", "--watch"], { cwd });
    const [stdout, stderr] = [gathered(child.stdout), gathered(child.stderr)];
    await eventually(() => stderr().includes("watching code.js"));
    expect(stdout()).toBe('"2"\n');

    writeFileSync(file, "return demo.add({ a: 1, b: 2 })");
    await eventually(() => stdout() === '"2"\n"3"\n');

    writeFileSync(file, "return (");
    await eventually(() => stderr().includes("SyntaxError"));

    writeFileSync(join(cwd, "draft"), "return demo.add({ a: 2, b: 2 })");
    renameSync(join(cwd, "draft"), file);
    await eventually(() => stdout() === '"2"\n"3"\n"4"\n');

    const [, ...pids] = journalOf(cwd).split("pid ");
    expect(pids).toHaveLength(1);
    child.kill("SIGINT");
    expect(await once(child, "exit")).toEqual([130, null]);
    await eventually(() => !isRunning(Number(pids[0])));
  });
});

describe("approval at the terminal", () => {
  it("calls what the user allows", async () => {
    const cwd = asking();
    const terminal = execAtTerminal("return demo.remove({ name: 'x' })", cwd);
    await eventually(() => terminal.screen().includes("[a]lways: "));
    expect(terminal.screen()).toContain('allow? demo.remove({"name":"x"})');
    expect(journalOf(cwd)).not.toContain("removed");
    terminal.type("y");
    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).toContain('"removed x"');
  });

  it("shows every argument, and what a terminal would obey as escapes", async () => {
    const args = '{ pad: "x".repeat(5000), name: "\\u202e\\u001b[2J" }';
    const terminal = execAtTerminal(`return demo.remove(${args})`, asking());
    await eventually(() => terminal.screen().includes("[a]lways: "));
    // The prompt may be wrapped.
    const shown = terminal.screen().replaceAll(/[\r\n]/g, "");
    expect(shown).toMatch(/x" … [\d,]+ more characters … "x/);
    expect(shown).toContain(String.raw`"name":"\u202e\u001b[2J"`);
    terminal.type("n");
    expect(await terminal.ended).toBe(4);
  });

  it("does not call what the user refuses, and exits with 4", async () => {
    const cwd = asking();
    const terminal = execAtTerminal("return demo.remove({ name: 'x' })", cwd);
    await eventually(() => terminal.screen().includes("[a]lways: "));
    terminal.type("n");
    expect(await terminal.ended).toBe(4);
    expect(terminal.screen()).toContain("the user said no");
    expect(journalOf(cwd)).not.toContain("removed");
  });

  it("ends the execution on Ctrl-C, and counts it as no answer", async () => {
    const cwd = asking();
    const code = "await demo.remove({ name: 'x' }).catch(() => {}); console.log('went on')";
    const terminal = execAtTerminal(code, cwd);
    await eventually(() => terminal.screen().includes("[a]lways: "));
    terminal.press("\u0003");
    expect(await terminal.ended).toBe(130);
    expect(terminal.screen()).not.toContain("went on");
    expect(journalOf(cwd)).not.toContain("removed");
  });

  it("asks again where the answer is none", async () => {
    const cwd = asking();
    const terminal = execAtTerminal("return demo.remove({ name: 'x' })", cwd);
    await eventually(() => terminal.screen().includes("[a]lways: "));
    terminal.type("sure");
    await eventually(() => questions(terminal.screen()).length === 2);
    terminal.type("Yes");
    expect(await terminal.ended).toBe(0);
    expect(journalOf(cwd)).toContain("removed x");
  });

  it("refuses at the end of the input", async () => {
    const terminal = execAtTerminal("return demo.remove({ name: 'x' })", asking());
    await eventually(() => terminal.screen().includes("[a]lways: "));
    terminal.press("\u0004");
    expect(await terminal.ended).toBe(4);
  });

  it("asks about one call at a time", async () => {
    const cwd = asking();
    const both = "['x', 'y'].map((name) => demo.remove({ name }))";
    const terminal = execAtTerminal(`return Promise.all(${both})`, cwd);
    await eventually(() => terminal.screen().includes("[a]lways: "));
    expect(questions(terminal.screen())).toHaveLength(1);
    terminal.type("y");
    await eventually(() => questions(terminal.screen()).length === 2);
    terminal.type("y");
    expect(await terminal.ended).toBe(0);
    expect(journalOf(cwd)).toContain("removed x\nremoved y");
  });

  it("does not ask about calls that wait already once they are always allowed", async () => {
    const cwd = asking();
    const both = "['x', 'y'].map((name) => demo.remove({ name }))";
    const terminal = execAtTerminal(`return Promise.all(${both})`, cwd);
    await eventually(() => terminal.screen().includes("[a]lways: "));
    terminal.type("always");
    expect(await terminal.ended).toBe(0);
    expect(questions(terminal.screen())).toHaveLength(1);
    expect(journalOf(cwd)).toContain("removed x\nremoved y");
  });

  it("does not ask again about what is always allowed", async () => {
    const cwd = asking();
    const two = "await demo.remove({ name: 'x' }); return demo.remove({ name: 'y' })";
    const terminal = execAtTerminal(two, cwd);
    await eventually(() => terminal.screen().includes("[a]lways: "));
    terminal.type("a");
    expect(await terminal.ended).toBe(0);
    expect(questions(terminal.screen())).toHaveLength(1);
    expect(journalOf(cwd)).toContain("removed x\nremoved y");
  });
});
