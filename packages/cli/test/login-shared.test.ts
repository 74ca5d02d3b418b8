import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { OAuthServer } from "./fixtures/oauth-server.js";
import { cli, type Outcome, startCli } from "./support/cli.js";
import { project } from "./support/project.js";

interface LoggedIn {
  readonly server: OAuthServer;
  /** The folder of the logins. */
  readonly logins: string;
  exec(code: string): Promise<Outcome>;
}

/** Logged in at a server that stands in the configuration twice, and whose refresh tokens can be used once. */
async function loggedIn(): Promise<LoggedIn> {
  const server = Object.assign(await new OAuthServer().start(), { rotates: true });
  const guarded = { url: `${server.origin}/mcp` };
  const cwd = project({ mcpServers: { guarded, again: guarded } });
  const env = { XDG_DATA_HOME: join(cwd, "share") };
  const child = startCli(["login", "guarded", "--no-browser"], { cwd, env });
  for await (const line of createInterface(child.stderr)) {
    const [, url] = /^Log in here: (\S+)$/.exec(line) ?? [];
    if (url !== undefined) await server.agree(new URL(url));
  }
  expect(server.issued).toBe(1);
  const logins = join(cwd, "share/toolweave/logins");
  return { server, logins, exec: (code) => cli(["exec", "-e", code], { cwd, env }) };
}

it("commands that find a token expired at the same time refresh it once", async () => {
  const { server, exec, logins } = await loggedIn();
  server.valid = "expired-meanwhile";
  const code = "return await guarded.hello() + await again.hello()";
  const outcomes = await Promise.all([exec(code), exec(code), exec(code)]);
  expect(outcomes.map(({ stdout }) => stdout)).toEqual(Array(3).fill('"hellohello"\n'));
  expect(server.issued).toBe(2);
  expect(readdirSync(logins)).toHaveLength(1);
});

it("a token is refreshed though a command was killed while it did so", async () => {
  const { server, exec, logins } = await loggedIn();
  server.valid = "expired-meanwhile";
  const [login = ""] = readdirSync(logins);
  const killed = startCli(["--version"], { cwd: logins });
  await new Promise((resolve) => killed.once("exit", resolve));
  writeFileSync(join(logins, `${login}.lock`), String(killed.pid));
  expect((await exec("return await guarded.hello()")).stdout).toBe('"hello"\n');
});
