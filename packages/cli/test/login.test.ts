import { once } from "node:events";
import { existsSync, readdirSync, statSync } from "node:fs";
import { createServer, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it, onTestFinished } from "vitest";
import { OAuthServer } from "./fixtures/oauth-server.js";
import { cli, type Outcome, startCli } from "./support/cli.js";
import { project } from "./support/project.js";
import { tempFolder } from "./support/temp-folder.js";

it("login keeps tokens for itself, uses them everywhere, and has them refreshed", async () => {
  const server = await new OAuthServer().start();
  const cwd = project({ mcpServers: { guarded: { url: `${server.origin}/mcp` } } });
  const env = { XDG_DATA_HOME: join(cwd, "share") };
  const call = ["exec", "-e", "return await guarded.hello()"];

  const before = await cli(["doctor"], { cwd, env });
  expect(before.stdout).toContain("run: toolweave login guarded");

  const child = startCli(["login", "guarded", "--no-browser"], { cwd, env });
  let said = "";
  for await (const line of createInterface(child.stderr)) {
    said += `${line}\n`;
    const [, url] = /^Log in here: (\S+)$/.exec(line) ?? [];
    if (url !== undefined) expect(await server.agree(new URL(url))).toContain("You are logged in");
  }
  if (child.exitCode === null) await once(child, "exit");
  expect(child.exitCode).toBe(0);
  expect(said).toContain("guarded: logged in");
  expect(said).not.toContain("secret-token");

  const logins = join(cwd, "share/toolweave/logins");
  const files = readdirSync(logins);
  expect(files).toHaveLength(1);
  for (const file of files) expect(statSync(join(logins, file)).mode & 0o777).toBe(0o600);

  const first = await cli(call, { cwd, env });
  expect(first.stdout).toBe('"hello"\n');
  server.valid = "expired-meanwhile";
  const refreshed = await cli([...call, "--verbose"], { cwd, env });
  expect(refreshed.stdout).toBe('"hello"\n');
  expect(refreshed.stderr).not.toContain("secret-token");
  expect(server.issued).toBe(2);

  const forget = (): Promise<Outcome> => cli(["login", "guarded", "--forget"], { cwd, env });
  expect(await forget()).toMatchObject({ code: 0, stderr: "guarded: the login is forgotten\n" });
  expect(await forget()).toMatchObject({
    code: 0,
    stderr: "guarded: there is no login to forget\n",
  });
  expect((await cli(call, { cwd, env })).code).toBe(1);
});

it("login fills variables into the address and the headers, as every command does", async () => {
  const server = await new OAuthServer().start();
  server.gate = "opens-the-gate";
  const guarded = { url: `\${GUARDED}/mcp`, headers: { "x-gate": `\${env:GATE}` } };
  const cwd = project({ mcpServers: { guarded, other: { url: `\${NEVER_SET_ANYWHERE}` } } });
  const share = { XDG_DATA_HOME: join(cwd, "share") };
  const env = { ...share, GUARDED: server.origin, GATE: server.gate };

  const child = startCli(["login", "guarded", "--no-browser"], { cwd, env });
  for await (const line of createInterface(child.stderr)) {
    const [, url] = /^Log in here: (\S+)$/.exec(line) ?? [];
    if (url !== undefined) await server.agree(new URL(url));
  }
  if (child.exitCode === null) await once(child, "exit");
  expect(child.exitCode).toBe(0);

  const call = ["exec", "-e", "return await guarded.hello()"];
  expect((await cli(call, { cwd, env })).stdout).toBe('"hello"\n');

  const missing = await cli(["login", "guarded"], { cwd, env: share });
  expect(missing.code).toBe(2);
  expect(missing.stderr).toContain("GUARDED");
});

it("login keeps no tokens in the folder one works in, though XDG_DATA_HOME is empty", async () => {
  const server = await new OAuthServer().start();
  const cwd = project({ mcpServers: { guarded: { url: `${server.origin}/mcp` } } });
  const home = tempFolder();
  const env = { XDG_DATA_HOME: "", HOME: home };
  const child = startCli(["login", "guarded", "--no-browser"], { cwd, env });
  for await (const line of createInterface(child.stderr)) {
    const [, url] = /^Log in here: (\S+)$/.exec(line) ?? [];
    if (url !== undefined) await server.agree(new URL(url));
  }
  expect(readdirSync(join(home, ".local/share/toolweave/logins"))).toHaveLength(1);
  expect(existsSync(join(cwd, "toolweave"))).toBe(false);
});

it("login keeps the login that works until there is another", async () => {
  const server = await new OAuthServer().start();
  const cwd = project({ mcpServers: { guarded: { url: `${server.origin}/mcp` } } });
  const env = { XDG_DATA_HOME: join(cwd, "share") };
  const call = ["exec", "-e", "return await guarded.hello()"];
  const login = async (answer: (url: URL) => Promise<unknown>): Promise<number | null> => {
    const child = startCli(["login", "guarded", "--no-browser"], { cwd, env });
    const ended = once(child, "exit") as Promise<[number | null]>;
    for await (const line of createInterface(child.stderr)) {
      const [, url] = /^Log in here: (\S+)$/.exec(line) ?? [];
      if (url !== undefined) await answer(new URL(url)).catch(() => child.kill("SIGINT"));
    }
    return (await ended)[0];
  };
  expect(await login((url) => server.agree(url))).toBe(0);

  expect(await login((url) => server.refuse(url))).toBe(1);
  expect((await cli(call, { cwd, env })).stdout).toBe('"hello"\n');
  expect(await login(() => Promise.reject(new Error("abandoned")))).toBe(130);
  expect((await cli(call, { cwd, env })).stdout).toBe('"hello"\n');
});

it("login goes on after requests that are no answer to it", async () => {
  const server = await new OAuthServer().start();
  const cwd = project({ mcpServers: { guarded: { url: `${server.origin}/mcp` } } });
  const env = { XDG_DATA_HOME: join(cwd, "share") };
  const child = startCli(["login", "guarded", "--no-browser"], { cwd, env });
  const ended = once(child, "exit");
  const refused: (number | undefined)[] = [];
  for await (const line of createInterface(child.stderr)) {
    const [, url] = /^Log in here: (\S+)$/.exec(line) ?? [];
    if (url === undefined) continue;
    const { port } = new URL(new URL(url).searchParams.get("redirect_uri") ?? "");
    for (const path of [
      "//",
      "http://[",
      "/callback?code=stolen",
      "/callback?state=guessed&code=x",
    ]) {
      const [response] = (await once(get({ host: "127.0.0.1", port, path }), "response")) as [
        IncomingMessage,
      ];
      refused.push(response.resume().statusCode);
    }
    await server.agree(new URL(url));
  }
  expect(refused).toEqual([404, 404, 404, 404]);
  expect(await ended).toEqual([0, null]);
});

it("a server that nobody is logged in at is told with what to do", async () => {
  const server = await new OAuthServer().start();
  const cwd = project({ mcpServers: { guarded: { url: `${server.origin}/mcp` } } });
  const env = { XDG_DATA_HOME: join(cwd, "share") };
  const { stderr } = await cli(["exec", "-e", "return await guarded.hello()"], { cwd, env });
  expect(stderr).toContain("Run: toolweave login guarded");
  expect(stderr).not.toContain("authProvider");
  expect(server.registered).toBe(0);
});

it("login says why a server cannot be reached", async () => {
  const cwd = project({ mcpServers: { dead: { url: "http://127.0.0.1:1/mcp" } } });
  const env = { XDG_DATA_HOME: join(cwd, "share") };
  const { code, stderr } = await cli(["login", "dead", "--no-browser"], { cwd, env });
  expect(code).toBe(1);
  expect(stderr).toMatch(/LOGIN_FAILED: The login failed: fetch failed \(.+\)/);
});

it("login says what to do where a server offers no OAuth", async () => {
  const server = createServer((_request, response) => {
    response.writeHead(404).end("<html>not found</html>");
  });
  server.listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const cwd = project({ mcpServers: { plain: { url: `http://127.0.0.1:${port}/mcp` } } });
  const { code, stderr } = await cli(["login", "plain", "--no-browser"], { cwd });
  expect(code).toBe(1);
  expect(stderr).toContain("LOGIN_FAILED: The login failed: the server answered with HTTP 404");
  expect(stderr).toContain("by headers");
  expect(stderr).not.toContain("<html>");
});

it.each([
  ["nosuch", "It has: guarded, local."],
  ["constructor", "It has: guarded, local."],
  ["gaurded", "Did you mean guarded?"],
])("login at %s, which is no server, says which there are", async (name, says) => {
  const cwd = project({
    mcpServers: { guarded: { url: "http://x/mcp" }, local: { command: "x" } },
  });
  const { code, stderr } = await cli(["login", name], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain(`has no server "${name}". ${says}`);
});

it.each([
  ["address", { url: `example.com/mcp?key=\${KEY}` }, "guarded.url must be a URL"],
  ["password", { url: `http://me:\${KEY}@127.0.0.1:1/mcp` }, "http://me:…@127.0.0.1:1"],
  ["header", { url: "http://127.0.0.1:1/mcp", headers: { Key: `\${KEY}\n2` } }, "cannot be sent"],
])("login shows nothing secret where it fails by its %s", async (_, guarded, says) => {
  const cwd = project({ mcpServers: { guarded } });
  const env = { KEY: "never-to-be-shown", XDG_DATA_HOME: join(cwd, "share") };
  const { code, stderr } = await cli(["login", "guarded", "--no-browser"], { cwd, env });
  expect(code).not.toBe(0);
  expect(stderr).toContain(says);
  expect(stderr).not.toContain("never-to-be-shown");
});

it("login says that a server needs none", async () => {
  const cwd = project({ mcpServers: { local: { command: "x" } } });
  const { code, stderr } = await cli(["login", "local"], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain("needs no login");
});
