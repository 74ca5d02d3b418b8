import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { complete } from "../lib/repl/complete.js";
import { cli, startCli } from "./support/cli.js";
import { eventually } from "./support/processes.js";
import { demoServer, journalOf, project } from "./support/project.js";
import { gathered } from "./support/terminal.js";

describe("toolweave repl", () => {
  it("runs code line by line, with await, over several lines, after errors too", async () => {
    const input = [
      "await demo.add({ a: 1, b: 2 })",
      "throw new Error('no')",
      "const list = [",
      "  1,",
      "  2,",
      "];",
      "return list.length",
      "return [1, 2].map((n) => {",
      "  return n * 10",
      "})",
      ".exit",
      "return 'never'",
    ].join("\n");
    const { code, stdout, stderr } = await cli(["repl"], {
      cwd: project({ mcpServers: { demo: demoServer() } }),
      input,
    });
    // One of them threw.
    expect(code).toBe(1);
    expect(stdout).toContain("'3'");
    expect(stdout).toContain("[ 10, 20 ]");
    expect(stdout).not.toContain("never");
    expect(stderr).toContain("no");
  });

  it("refuses what the policy asks about, and says nothing of code that gives nothing", async () => {
    const policy = { rules: [{ match: "demo.remove", action: "ask" }] };
    const cwd = project({ mcpServers: { demo: demoServer() }, codeMode: { policy } });
    const input = "console.log('only log')\nawait demo.remove({ name: 'x' })\n";
    const { stdout, stderr } = await cli(["repl"], { cwd, input });
    expect(stderr).toContain("repl asks nobody");
    expect(stdout).toBe("");
  });

  it("completes namespaces, and the tools of one", () => {
    const namespaces = [{ identifier: "github", tools: ["list_issues", "list_pulls", "merge"] }];
    expect(complete("await gi", namespaces)).toEqual([["github"], "gi"]);
    expect(complete("x = github.list", namespaces)).toEqual([
      ["github.list_issues", "github.list_pulls"],
      "github.list",
    ]);
    expect(complete("nothing.", namespaces)).toEqual([[], "nothing."]);
  });

  it("takes no bracket in a text, an expression or a comment for an open one", async () => {
    const input = [
      'const u: string = String("http://x("); return u',
      "return 'it(s'",
      "// it's a (comment",
      "return /[(]/.test('(') && 'matched'",
      "return `a${",
      "1}`",
    ].join("\n");
    const { stdout } = await cli(["repl"], { cwd: project(), input });
    expect(stdout).toBe("'http://x('\n'it(s'\n'matched'\n'a1'\n");
  });

  it("runs what is unfinished when the input ends, and fails with it", async () => {
    const input = "return 1\nreturn (\n  5";
    const { code, stdout, stderr } = await cli(["repl"], { cwd: project(), input });
    expect(code).toBe(1);
    expect(stdout).toBe("1\n");
    expect(stderr).toContain("Unexpected end");
  });

  it("says once which server is missing, and does not wait longer for it than for code", async () => {
    const hung = { command: process.execPath, args: ["-e", "setInterval(() => {}, 1e6)"] };
    const codeMode = { executorOptions: { timeoutMs: 2_000 } };
    const cwd = project({ mcpServers: { hung }, codeMode });
    const start = Date.now();
    const { code, stdout, stderr } = await cli(["repl"], { cwd, input: "return 1\nreturn 2" });
    expect(Date.now() - start).toBeLessThan(25_000);
    expect(code).toBe(0);
    expect(stdout).toBe("1\n2\n");
    expect(stderr.match(/"hung" had not answered/g)).toHaveLength(1);
  });

  it("says of what a signal ends that it was ended, and nothing of servers", async () => {
    const cwd = project({ mcpServers: { demo: demoServer("journal.txt") } });
    const child = startCli(["repl"], { cwd });
    const stderr = gathered(child.stderr);
    child.stdin.write("await demo.wait({ ms: 60000 })\n");
    await eventually(() => journalOf(cwd).includes("wait began"));
    child.kill("SIGINT");
    expect(await once(child, "close")).toEqual([130, null]);
    expect(stderr()).toBe("error The execution was aborted by its caller: ended by SIGINT\n");
  });
});
