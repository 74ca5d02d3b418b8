import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { cli, startCli } from "./support/cli.js";
import { eventually } from "./support/processes.js";
import { demoServer, journalOf, project } from "./support/project.js";
import { gathered } from "./support/terminal.js";

it("doctor says what to do about an address, and indents what a server said last", async () => {
  const last = "console.error('first line\\nsecond line'); process.exit(3)";
  const cwd = project({
    mcpServers: {
      misspelt: { url: "htp://x" },
      none: { url: "nope" },
      ends: { command: process.execPath, args: ["-e", last] },
    },
  });
  const { code, stdout } = await cli(["doctor"], { cwd });
  expect(code).toBe(1);
  expect(stdout).toContain('must be a URL that begins with http:// or https://, not "nope"');
  expect(stdout).toContain("fix: correct mcpServers.misspelt.url");
  expect(stdout).toContain("fix: correct mcpServers.none.url");
  expect(stdout).toMatch(/^ {4}.*second line/m);
  expect(stdout).not.toMatch(/^second line/m);
  expect(stdout).toContain("fix: start it by hand");
});

it("doctor gives no more time to a program that speaks something else", async () => {
  const program = (chatter: string): object => ({
    command: "sh",
    args: ["-c", `${chatter}; exec sleep 60`],
    connectTimeoutMs: 2_500,
  });
  const mcpServers = { chats: program("echo 'Welcome!'"), silent: program(":") };
  const { stdout } = await cli(["doctor"], { cwd: project({ mcpServers }) });
  expect(stdout).toContain("fix: see that mcpServers.chats starts an MCP server over stdio");
  expect(stdout).not.toContain("raise mcpServers.chats.connectTimeoutMs");
  expect(stdout).toContain("fix: raise mcpServers.silent.connectTimeoutMs");
});

it("doctor blames no server for the signal that ended it", async () => {
  const hangs = `require("node:fs").writeFileSync("journal.txt", "started"); setInterval(() => {}, 1000)`;
  const cwd = project({ mcpServers: { slow: { command: process.execPath, args: ["-e", hangs] } } });
  const child = startCli(["doctor", "--json"], { cwd });
  const stdout = gathered(child.stdout);
  await eventually(() => journalOf(cwd) === "started");
  child.kill("SIGINT");
  expect(await once(child, "close")).toEqual([130, null]);
  expect(stdout()).toBe("");
});

it.each(["-v", "--verbose"])("%s gives the stack of what made a command fail", async (flag) => {
  const { code, stderr } = await cli(["search", flag, "--config", "none.json"], { cwd: project() });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^ {4}at /m);
});

it("a command that is advised stands on a line of its own end", async () => {
  const cwd = project();
  const { stderr } = await cli(["exec", "--executor", "nope", "-e", "1"], { cwd });
  expect(stderr).toMatch(/Run: npm install nope\n {2}Looked for nope/);
});

it("a path that is no executor is not looked for among packages", async () => {
  const cwd = project();
  writeFileSync(join(cwd, "none.mjs"), "export const nothing = 1;");
  const { code, stderr } = await cli(["exec", "--executor", "./none.mjs", "-e", "1"], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain("has no executor class as its default export");
});

it.each([
  ["0", "must be above 0"],
  ["0s", "must be above 0"],
  ["5x", "is no duration"],
])("the timeout %s is refused, for it %s", async (timeout, says) => {
  const { code, stderr } = await cli(["exec", "-t", timeout, "-e", "1"], { cwd: project() });
  expect(code).toBe(2);
  expect(stderr).toContain(says);
});

it("doctor tells a wrong schema of the policy from a fault of the executor", async () => {
  const rules = [{ match: { tool: "x", args: { type: "strng" } }, action: "deny" }];
  const cwd = project({ mcpServers: { demo: demoServer() }, codeMode: { policy: { rules } } });
  const { code, stdout } = await cli(["doctor"], { cwd });
  expect(code).toBe(1);
  expect(stdout).toContain("✓ demo");
  expect(stdout).toContain("✓ executor vm");
  expect(stdout).toContain("✗ policy: codeMode.policy.rules[0].match.args is no JSON Schema");
  const json = JSON.parse((await cli(["doctor", "--json"], { cwd })).stdout);
  expect(json).toMatchObject({ executor: { ok: true }, policy: { ok: false } });
});

it("doctor says what to do where only an editor fills in what a server needs", async () => {
  const token = (of: string): object => ({
    url: "http://127.0.0.1:1/mcp",
    headers: { Authorization: `Bearer $${"{"}${of}}` },
  });
  const cut = `text=abcd; [ $${"{"}text:1:2} = bc ] || exit 3; echo $${"{"}file:-none} >&2; exit 4`;
  const cwd = project({
    mcpServers: {
      file: token("file:/run/secrets/token"),
      windows: token("file:C:\\token.txt"),
      input: token("input:token"),
      shell: { command: "bash", args: ["-c", cut] },
    },
  });
  const { stdout } = await cli(["doctor"], { cwd });
  expect(stdout).toContain("needs the content of the file /run/secrets/token");
  expect(stdout).toContain("mcpServers.file.headers.Authorization");
  expect(stdout).toContain("needs the content of the file C:\\token.txt");
  expect(stdout).toContain('needs the input "token"');
  for (const name of ["file", "windows", "input"]) {
    expect(stdout).toContain(`fix: write $${"{"}NAME} in its place in mcpServers.${name}`);
  }
  expect(stdout).toContain("It ended with exit code 4");
});
