import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { BIN, type Outcome } from "./support/cli.js";
import { project } from "./support/project.js";

const FULL = "/dev/full";
const TOOLWEAVE = `'${process.execPath}' '${BIN}'`;

/** Runs a line of a shell, which fails with the first command of a pipe that does. */
function shell(line: string, cwd: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(
      "bash",
      ["-c", `set -o pipefail; ${line}`],
      { cwd, env: { ...process.env, NO_COLOR: "1" } },
      (_error, stdout, stderr) => resolve({ code: child.exitCode, stdout, stderr }),
    );
  });
}

describe("output that nobody reads", () => {
  it.each(["exec -e 'return 1'", "search", "types", "doctor", "--version", "--help"])(
    "ends %s quietly",
    async (command) => {
      const outcome = await shell(`${TOOLWEAVE} ${command} | true`, project());
      expect(outcome).toMatchObject({ code: 0, stdout: "" });
      expect(outcome.stderr).not.toMatch(/EPIPE|Error/);
    },
  );

  it("on stderr keeps no result from stdout", async () => {
    const cwd = project();
    const code =
      "for (let i = 0; i < 20; i++) { console.log(i); await new Promise((r) => setTimeout(r, 10)) } return 7";
    const line = `${TOOLWEAVE} exec -e '${code}' 2>&1 >result | head -1`;
    expect(await shell(line, cwd)).toEqual({ code: 0, stdout: "0\n", stderr: "" });
    expect(readFileSync(join(cwd, "result"), "utf8")).toBe("7\n");
  });
});

describe.skipIf(!existsSync(FULL))("output to a full disk", () => {
  it.each(["exec -e 'return 1'", "types", "doctor", "--version", "--help"])(
    "fails %s with one line",
    async (command) => {
      const { code, stderr } = await shell(`${TOOLWEAVE} ${command} >${FULL}`, project());
      expect(code).toBe(1);
      expect(stderr).toMatch(/^error: stdout cannot be written: ENOSPC.*\n$/);
    },
  );

  it("on stderr fails the command, and keeps no result from stdout", async () => {
    const line = `${TOOLWEAVE} exec -e 'console.log(1); return 7' 2>${FULL}`;
    expect(await shell(line, project())).toMatchObject({ code: 1, stdout: "7\n" });
  });
});
