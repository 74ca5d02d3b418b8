import { describe, expect, it } from "vitest";
import { cli } from "./support/cli.js";
import { project } from "./support/project.js";
import { serveHttp } from "./support/serve.js";

const ORIGIN = "https://app.example";
const TOKEN = "0123456789abcdef0123";
const INITIALIZE = JSON.stringify({
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: {
    protocolVersion: "2025-06-18",
    capabilities: {},
    clientInfo: { name: "page", version: "1" },
  },
});
const HEADERS =
  "content-type, authorization, mcp-session-id, mcp-protocol-version, last-event-id, accept";

/** What a browser asks before a page's request. */
function preflight(url: URL, origin: string): Promise<Response> {
  const headers = {
    origin,
    "access-control-request-method": "POST",
    "access-control-request-headers": "authorization,content-type,mcp-session-id",
  };
  return fetch(url, { method: "OPTIONS", headers });
}

function initialize(url: URL, headers: Record<string, string>): Promise<Response> {
  const accept = "application/json, text/event-stream";
  const own = { "content-type": "application/json", accept };
  return fetch(url, { method: "POST", body: INITIALIZE, headers: { ...own, ...headers } });
}

describe("a page whose origin is allowed", () => {
  it.each([ORIGIN, `${ORIGIN}/`, `${ORIGIN}:443`, "HTTPS://App.Example"])(
    "as %s may call, with and without asking first",
    async (allowed) => {
      const flags = ["--allow-origin", "https://other.example", "--allow-origin", allowed];
      const { url } = await serveHttp(project(), flags, { TOOLWEAVE_TOKEN: TOKEN });
      const asked = await preflight(url, ORIGIN);
      expect(asked.status).toBe(204);
      expect(asked.headers.get("access-control-allow-origin")).toBe(ORIGIN);
      expect(asked.headers.get("access-control-allow-methods")).toBe("GET, POST, DELETE");
      const may = asked.headers.get("access-control-allow-headers")?.split(", ");
      expect(may?.sort()).toEqual(HEADERS.split(", ").sort());
      const answer = await initialize(url, { origin: ORIGIN, authorization: `Bearer ${TOKEN}` });
      expect(answer.status).toBe(200);
      expect(answer.headers.get("access-control-allow-origin")).toBe(ORIGIN);
      expect(answer.headers.get("access-control-expose-headers")).toBe("mcp-session-id");
      expect(answer.headers.get("vary")).toContain("origin");
      expect(await answer.text()).toContain('"name":"toolweave"');
    },
  );

  it("can read why it is refused", async () => {
    const flags = ["--allow-origin", ORIGIN];
    const { url } = await serveHttp(project(), flags, { TOOLWEAVE_TOKEN: TOKEN });
    const answer = await initialize(url, { origin: ORIGIN });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("access-control-allow-origin")).toBe(ORIGIN);
  });

  it("may be one of an application or an extension", async () => {
    const origin = "vscode-webview://abc";
    const { url } = await serveHttp(project(), ["--allow-origin", origin]);
    expect((await preflight(url, origin)).headers.get("access-control-allow-origin")).toBe(origin);
  });
});

describe("a page whose origin is not allowed", () => {
  it.each(["https://evil.example", "https://app.example:8443", "http://app.example", "null"])(
    "such as %s is refused, and told nothing",
    async (origin) => {
      const { url } = await serveHttp(project(), ["--allow-origin", ORIGIN]);
      for (const answer of [await preflight(url, origin), await initialize(url, { origin })]) {
        expect(answer.status).toBe(403);
        expect(answer.headers.get("access-control-allow-origin")).toBeNull();
      }
    },
  );
});

describe("the options of pages and hosts", () => {
  it.each([
    ["--allow-origin", "not an origin"],
    ["--allow-origin", "*"],
    ["--allow-origin", "null"],
    ["--allow-origin", "app.example"],
    ["--allow-origin", `${ORIGIN}/path`],
    ["--allow-origin", `${ORIGIN}?query`],
    ["--allow-origin", "https://user@app.example"],
    ["--allow-host", "http://tools.example"],
    ["--allow-host", "tools.example:80"],
    ["--allow-host", "tools.example/path"],
  ])("take no %s %s", async (option, value) => {
    const args = ["serve", "--http", "0", option, value];
    const { code, stderr } = await cli(args, { cwd: project() });
    expect(code).toBe(2);
    expect(stderr).toContain(`"${value}" is no `);
  });

  it.each(["--token-file", "--allow-origin", "--allow-host"])(
    "are refused without --http, as %s",
    async (option) => {
      const { code, stderr } = await cli(["serve", option, "x"], { cwd: project() });
      expect(code).toBe(2);
      expect(stderr).toContain(`${option} is of no use without --http.`);
    },
  );
});
