import { describe, expect, it } from "vitest";
import { cli } from "./support/cli.js";
import { project } from "./support/project.js";
import { atTerminal } from "./support/terminal.js";

const TITLE = "\u001b]0;owned\u0007";
const CLEAR = "\u001b[2J";
const RED = "\u001b[31m";
const CODE = `console.log("\\u001b[2J\\u001b[31mred"); return "\\u009b2J"`;

/** A project whose server ends with words that would command a terminal. */
function commanding(): string {
  const program = `process.stderr.write(${JSON.stringify(`${TITLE}${CLEAR}${RED}gone`)}); process.exit(1)`;
  const server = { command: process.execPath, args: ["-e", program] };
  return project({ mcpServers: { server } });
}

describe("text of servers and code", () => {
  it("does not command the terminal it is shown at, but may colour it", async () => {
    const { screen, ended } = atTerminal(["exec", "-e", CODE], { cwd: commanding() });
    expect(await ended).toBe(0);
    expect(screen()).not.toContain(TITLE);
    expect(screen()).not.toContain(CLEAR);
    expect(screen()).not.toContain("\u009b");
    expect(screen()).toContain(`\\u001b]0;owned\\u0007\\u001b[2J${RED}gone`);
    expect(screen()).toContain(`\\u001b[2J${RED}red`);
    expect(screen()).toContain('"\\u009b2J"');
  });

  it("is left as it is where it goes to a pipe", async () => {
    const { stdout, stderr } = await cli(["exec", "-e", CODE], { cwd: project() });
    expect(stderr).toContain(`${CLEAR}${RED}red`);
    expect(stdout).toBe('"\u009b2J"\n');
  });
});
