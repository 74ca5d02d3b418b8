import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import type { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { describe, expect, it } from "vitest";
import { cli } from "./support/cli.js";
import { eventually, isRunning } from "./support/processes.js";
import { demoServer, journalOf, project } from "./support/project.js";
import { connectHttp, execute, serveHttp } from "./support/serve.js";

const TOKEN = "0123456789abcdef0123";
const INITIALIZE = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: {
    protocolVersion: "2025-06-18",
    capabilities: {},
    clientInfo: { name: "test", version: "1" },
  },
};

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** A request with any headers, `Host` too, which `fetch` does not allow. */
function post(url: URL, body: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const accept = "application/json, text/event-stream";
    const options = {
      method: "POST",
      headers: { "content-type": "application/json", accept, ...headers },
    };
    const sent = request(url, options, async (response) => {
      let text = "";
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

describe("toolweave serve over HTTP", () => {
  it("serves sessions side by side", async () => {
    const { url } = await serveHttp(project({ mcpServers: { demo: demoServer() } }));
    const clients = await Promise.all([connectHttp(url), connectHttp(url), connectHttp(url)]);
    const code = (n: number): string => `return await demo.add({ a: ${n}, b: 1 })`;
    const answers = await Promise.all(clients.map((client, n) => execute(client, code(n))));
    expect(answers.map(({ structuredContent }) => structuredContent?.["result"])).toEqual([
      "1",
      "2",
      "3",
    ]);
  });

  it("gives the tools of every server in the instructions of sessions that begin later", async () => {
    const { url } = await serveHttp(project({ mcpServers: { demo: demoServer() } }));
    await execute(await connectHttp(url), "return 1");
    expect((await connectHttp(url)).getInstructions()).toContain("`demo`: 5 tools: add, wait");
  });

  it("cancels the execution of a client that goes away", async () => {
    const folder = project({ mcpServers: { demo: demoServer("journal.txt") } });
    const { url } = await serveHttp(folder);
    const client = await connectHttp(url);
    execute(client, "await demo.wait({ ms: 60000 })").catch(() => {});
    await eventually(() => journalOf(folder).includes("wait began"));
    await client.close();
    await eventually(() => journalOf(folder).includes("wait cancelled"));
    expect(journalOf(folder)).toContain("wait cancelled");
  });

  it("ends within two seconds on SIGTERM, whatever runs, and leaves no process behind", async () => {
    const folder = project({ mcpServers: { demo: demoServer("journal.txt") } });
    const { url, child } = await serveHttp(folder);
    const client = await connectHttp(url);
    execute(client, "for (;;) await demo.wait({ ms: 1000 })").catch(() => {});
    await eventually(() => journalOf(folder).includes("wait began"));
    const server = Number(/pid (\d+)/.exec(journalOf(folder))?.[1]);
    const start = Date.now();
    child.kill("SIGTERM");
    const [code] = await once(child, "exit");
    expect(code).toBe(0);
    expect(Date.now() - start).toBeLessThan(10_000);
    await eventually(() => !isRunning(server));
  });

  it("answers what is under way with an error on SIGTERM, and ends it", async () => {
    const folder = project({ mcpServers: { demo: demoServer("journal.txt") } });
    const { url, child } = await serveHttp(folder);
    const clients = await Promise.all([connectHttp(url), connectHttp(url)]);
    const answers = clients.map((client) =>
      execute(client, "await demo.wait({ ms: 60000 })").catch(String),
    );
    await eventually(() => journalOf(folder).match(/wait began/g)?.length === 2);
    child.kill("SIGTERM");
    for (const answer of await Promise.all(answers)) {
      expect(answer).toContain("toolweave was ended before this request was answered");
    }
    expect(await once(child, "exit")).toEqual([0, null]);
    expect(journalOf(folder)).toContain("wait cancelled");
  });

  it("answers what is under way when its client ends the session, and ends it", async () => {
    const folder = project({ mcpServers: { demo: demoServer("journal.txt") } });
    const { url } = await serveHttp(folder);
    const client = await connectHttp(url);
    const answer = execute(client, "await demo.wait({ ms: 60000 })").catch(String);
    await eventually(() => journalOf(folder).includes("wait began"));
    await (client.transport as StreamableHTTPClientTransport).terminateSession();
    expect(await answer).toContain("The client ended the session before this request was answered");
    await eventually(() => journalOf(folder).includes("wait cancelled"));
  });

  it("says that a port is in use", async () => {
    const blocker = createServer().listen(0, "127.0.0.1");
    await once(blocker, "listening");
    const { port } = blocker.address() as { port: number };
    const { code, stderr } = await cli(["serve", "--http", String(port)], { cwd: project() });
    blocker.close();
    expect(code).toBe(2);
    expect(stderr).toContain("LISTEN_FAILED");
    expect(stderr).toContain("the port is in use");
  });
});

describe("requests that are refused", () => {
  it("are those under a foreign Host", async () => {
    const { url } = await serveHttp(project());
    const { status } = await post(url, JSON.stringify(INITIALIZE), { host: "evil.example:80" });
    expect(status).toBe(403);
  });

  it("are those of a foreign Origin", async () => {
    const { url } = await serveHttp(project());
    const body = JSON.stringify(INITIALIZE);
    expect((await post(url, body, { origin: "https://evil.example" })).status).toBe(403);
    expect((await post(url, body, { origin: "null" })).status).toBe(403);
    expect((await post(url, body, { origin: "http://localhost:6274" })).status).toBe(200);
  });

  it("are those without the token, or with a wrong one", async () => {
    const { url } = await serveHttp(project(), [], { TOOLWEAVE_TOKEN: TOKEN });
    const body = JSON.stringify(INITIALIZE);
    const without = await post(url, body);
    expect(without.status).toBe(401);
    expect(without.headers["www-authenticate"]).toBe("Bearer");
    for (const wrong of [`${TOKEN}x`, TOKEN.slice(1), ""]) {
      expect((await post(url, body, { authorization: `Bearer ${wrong}` })).status).toBe(401);
    }
    const client = await connectHttp(url, TOKEN);
    expect((await execute(client, "return 2")).structuredContent).toMatchObject({ result: 2 });
  });

  it("are all beyond the loopback interface where there is no token", async () => {
    const options = { cwd: project(), env: { TOOLWEAVE_TOKEN: "" } };
    const { code, stderr } = await cli(["serve", "--http", "0.0.0.0:0"], options);
    expect(code).toBe(2);
    expect(stderr).toContain("TOOLWEAVE_TOKEN");
  });

  it.each([
    ["empty", "\n", "There is no token in"],
    ["of two lines", `${TOKEN}\n${TOKEN}\n`, "must be one line"],
    ["not ASCII", `${TOKEN}ä`, "must be one line of ASCII"],
  ])("are not served at all with a token file that is %s", async (_case, text, says) => {
    const cwd = project();
    writeFileSync(join(cwd, "token"), text);
    const { code, stderr } = await cli(["serve", "--http", "0", "--token-file", "token"], {
      cwd,
    });
    expect(code).toBe(2);
    expect(stderr).toContain(says);
  });

  it("are not served at all with a token that ends with a space, which headers lose", async () => {
    const options = { cwd: project(), env: { TOOLWEAVE_TOKEN: `${TOKEN} ` } };
    const { code, stderr } = await cli(["serve", "--http", "0"], options);
    expect(code).toBe(2);
    expect(stderr).toContain("without spaces around it");
  });

  it("are those with a body over the limit", async () => {
    const { url } = await serveHttp(project());
    const { status } = await post(url, JSON.stringify({ ...INITIALIZE, x: "x".repeat(5 << 20) }));
    expect(status).toBe(413);
  });

  it("are those that are not JSON, not JSON-RPC, or in no session", async () => {
    const { url } = await serveHttp(project());
    const malformed = await post(url, "{");
    expect(malformed.status).toBe(400);
    expect(JSON.parse(malformed.body)).toMatchObject({ error: { code: -32_700 } });
    expect((await post(url, '{"hello":"world"}')).status).toBe(400);
    const list = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" });
    expect((await post(url, list)).status).toBe(400);
    expect((await post(url, list, { "mcp-session-id": "unknown" })).status).toBe(404);
    expect((await post(new URL("/", url), JSON.stringify(INITIALIZE))).status).toBe(404);
  });
});

describe("many sessions", () => {
  it("that are opened and abandoned leave memory bounded, and the server at work", async () => {
    // A heap in which the sessions that there may be have room, and ten thousand have not.
    const { url } = await serveHttp(project(), [], { NODE_OPTIONS: "--max-old-space-size=64" });
    const body = JSON.stringify(INITIALIZE);
    for (let opened = 0; opened < 10_000; opened += 50) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => post(url, body)));
      expect(answers.every(({ status }) => status === 200)).toBe(true);
    }
    const client = await connectHttp(url);
    expect((await execute(client, "return 3")).structuredContent).toMatchObject({ result: 3 });
  }, 180_000);

  it("make no way for handshakes that are refused", async () => {
    const { url } = await serveHttp(project());
    const client = await connectHttp(url);
    const body = JSON.stringify(INITIALIZE);
    const refused = { accept: "application/json" };
    for (let sent = 0; sent < 600; sent += 50) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => post(url, body, refused)));
      expect(answers.every(({ status }) => status === 406)).toBe(true);
    }
    expect((await execute(client, "return 3")).structuredContent).toMatchObject({ result: 3 });
  }, 60_000);

  it("run a hundred executions at once, all right", async () => {
    const { url } = await serveHttp(project({ mcpServers: { demo: demoServer() } }));
    const clients = await Promise.all(Array.from({ length: 10 }, () => connectHttp(url)));
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) => {
        const client = clients[n % 10] as (typeof clients)[number];
        return execute(client, `await demo.wait({ ms: 20 }); return ${n}`);
      }),
    );
    const results = answers.map(({ structuredContent }) => structuredContent?.["result"]);
    expect(results).toEqual(Array.from({ length: 100 }, (_, n) => n));
  });
});
