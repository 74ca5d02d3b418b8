import { describe, expect, it } from "vitest";
import { complete } from "../lib/repl/complete.js";
import { isIncomplete } from "../lib/repl/is-incomplete.js";
import { cli } from "./support/cli.js";
import { demoServer, project } from "./support/project.js";

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
    expect(code).toBe(0);
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

  it.each([
    ["f(", true],
    ["if (x) {", true],
    ["`a", true],
    ["[1, 2", true],
    ["await f({ a: 1 })", false],
    ["const x = ;", false],
    ["}", false],
    ["'(' + \"{\"", false],
    ["// (", false],
  ])("takes %s for unfinished: %s", (code, expected) => {
    expect(isIncomplete(code)).toBe(expected);
  });
});
