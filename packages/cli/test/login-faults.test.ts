import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { expect, it, onTestFinished } from "vitest";
import { OAuthServer } from "./fixtures/oauth-server.js";
import { cli, startCli } from "./support/cli.js";
import { project } from "./support/project.js";

/** What a login says at a server of which somebody thinks this or that. */
async function saidAt(
  server: OAuthServer,
  answer: (url: URL) => Promise<unknown> = (url) => server.agree(url),
): Promise<string> {
  const cwd = project({ mcpServers: { guarded: { url: `${server.origin}/mcp` } } });
  const env = { XDG_DATA_HOME: cwd };
  const child = startCli(["login", "guarded", "--no-browser"], { cwd, env });
  let said = "";
  for await (const line of createInterface(child.stderr)) {
    const [, url] = /^Log in here: (\S+)$/.exec(line) ?? [];
    if (url === undefined) said += `${line}\n`;
    else await answer(new URL(url));
  }
  return said;
}

it("login says the code of a refusal that says no more", async () => {
  const server = await new OAuthServer().start();
  expect(await saidAt(server, (url) => server.refuse(url))).toContain(
    "LOGIN_FAILED: The login failed: the server refused (access_denied).",
  );
});

const METADATA = "/.well-known/oauth-authorization-server";

it.each([
  ["/token", 200, "<html>", /answered with what is no JSON \(.+\), at http.+\/token$/m],
  ["/token", 200, "{}", /what OAuth does not have \(access_token: .+\), at http.+\/token$/m],
  ["/token", 400, '{"error":"invalid_grant"}', /refused \(invalid_grant\), at http.+\/token$/m],
  [
    "/register",
    400,
    '{"error":"odd","error_description":"no"}',
    /refused \(no\), at .+\/register$/m,
  ],
  [METADATA, 200, "[]", /what OAuth does not have \(.+\), at .+\/oauth-authorization-server$/m],
])(
  "login says who answered what, where %s answers %i with %s",
  async (path, status, text, says) => {
    const server = await new OAuthServer().start();
    server.instead = { [path]: { status, text } };
    const said = await saidAt(server);
    expect(said).toMatch(says);
    expect(said.trim().split("\n")).toHaveLength(1);
  },
);

it("login says what to do where clients have to be registered by hand", async () => {
  const server = await new OAuthServer().start();
  const { origin } = server;
  const metadata = {
    issuer: origin,
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/token`,
    response_types_supported: ["code"],
    code_challenge_methods_supported: ["S256"],
  };
  server.instead = { [METADATA]: { status: 200, text: JSON.stringify(metadata) } };
  const said = await saidAt(server);
  expect(said).toContain("registers no clients by itself");
  expect(said).toContain("by headers");
});

it("login gives up a server that does not answer", { timeout: 60_000 }, async () => {
  const hanging = createServer(() => {}).listen(0, "127.0.0.1");
  onTestFinished(() => {
    hanging.close();
    hanging.closeAllConnections();
  });
  await once(hanging, "listening");
  const { port } = hanging.address() as AddressInfo;
  const cwd = project({ mcpServers: { guarded: { url: `http://127.0.0.1:${port}/mcp` } } });
  const { code, stderr } = await cli(["login", "guarded", "--no-browser"], { cwd });
  expect(code).toBe(1);
  expect(stderr).toContain("LOGIN_FAILED: The login failed: the server did not answer within 30");
});
