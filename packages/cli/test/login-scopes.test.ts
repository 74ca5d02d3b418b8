import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { OAuthServer } from "./fixtures/oauth-server.js";
import { cli, type Outcome, startCli } from "./support/cli.js";
import { project } from "./support/project.js";

interface Guarded {
  readonly server: OAuthServer;
  /** Logs in, and gives the scope that was asked for. */
  login(): Promise<string>;
  /** What is said to whoever asks for a scope that there is not. */
  refusedLogin(): Promise<string>;
  call(): Promise<Outcome>;
}

async function guarded(how: Partial<OAuthServer>): Promise<Guarded> {
  const server = Object.assign(await new OAuthServer().start(), how);
  const cwd = project({ mcpServers: { guarded: { url: `${server.origin}/mcp` } } });
  const env = { XDG_DATA_HOME: join(cwd, "share") };
  return {
    server,
    login: async () => {
      const child = startCli(["login", "guarded", "--no-browser"], { cwd, env });
      const ended = once(child, "exit");
      let scope = "";
      for await (const line of createInterface(child.stderr)) {
        const [, url] = /^Log in here: (\S+)$/.exec(line) ?? [];
        if (url === undefined) continue;
        scope = new URL(url).searchParams.get("scope") ?? "";
        await server.agree(new URL(url));
      }
      expect(await ended).toEqual([0, null]);
      return scope;
    },
    refusedLogin: async () => {
      const child = startCli(["login", "guarded", "--no-browser"], { cwd, env });
      let said = "";
      for await (const line of createInterface(child.stderr)) {
        said += line;
        const [, url] = /^Log in here: (\S+)$/.exec(line) ?? [];
        if (url !== undefined) await server.refuse(new URL(url), "invalid_scope");
      }
      return said;
    },
    call: () => cli(["exec", "-e", "return await guarded.hello()"], { cwd, env }),
  };
}

it("login finds the server of authorization that the server's challenge leads to", async () => {
  const { login, call } = await guarded({ metadataPath: "/elsewhere", issuerPath: "/tenant" });
  await login();
  expect((await call()).stdout).toBe('"hello"\n');
});

it("login asks for the scope that the server's challenge names", async () => {
  const { login } = await guarded({ firstScope: "tools:list tools:call" });
  expect(await login()).toBe("tools:list tools:call");
});

it("a further login asks for what a call turned out to need as well", async () => {
  const { login, call, server } = await guarded({
    firstScope: "tools:list",
    callScope: "tools:call",
  });
  await login();
  const refused = await call();
  expect(refused.stderr).toContain('does not allow enough (it needs "tools:call")');
  expect(refused.stderr).toContain("Run: toolweave login guarded");

  expect(await login()).toBe("tools:list tools:call");
  expect((await call()).stdout).toBe('"hello"\n');

  server.callScope = "tools:admin";
  await call();
  expect(await login()).toBe("tools:list tools:call tools:admin");
});

it("login says how to do without a scope that a call needed and the server does not give", async () => {
  const { login, call, refusedLogin } = await guarded({ callScope: "tools:secret" });
  await login();
  expect(await refusedLogin()).not.toContain("--forget");
  await call();
  const said = await refusedLogin();
  expect(said).toContain("the server refused (invalid_scope).");
  expect(said).toContain('A call has needed "tools:secret".');
  expect(said).toContain("toolweave login guarded --forget");
});
