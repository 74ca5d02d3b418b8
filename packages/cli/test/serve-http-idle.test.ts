import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { eventually } from "./support/processes.js";
import { project } from "./support/project.js";
import { connectHttp, execute, serveHttp } from "./support/serve.js";

const CLOCK = fileURLToPath(new URL("fixtures/quick-clock.mjs", import.meta.url));
const HEADERS = {
  "content-type": "application/json",
  accept: "application/json, text/event-stream",
};

/** Begins a session, without a stream. Gives its id. */
async function begin(url: URL): Promise<string> {
  const clientInfo = { name: "quiet", version: "1" };
  const params = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo };
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params });
  const response = await fetch(url, { method: "POST", headers: HEADERS, body });
  await response.text();
  return response.headers.get("mcp-session-id") ?? "";
}

async function ping(url: URL, id: string): Promise<number> {
  const headers = { ...HEADERS, "mcp-session-id": id };
  const body = JSON.stringify({ jsonrpc: "2.0", id: 2, method: "ping" });
  const response = await fetch(url, { method: "POST", headers, body });
  await response.text();
  return response.status;
}

/** The answer to code that a session runs. */
async function run(url: URL, id: string, code: string): Promise<string> {
  const params = { name: "execute_code", arguments: { code } };
  const body = JSON.stringify({ jsonrpc: "2.0", id: 3, method: "tools/call", params });
  const headers = { ...HEADERS, "mcp-session-id": id };
  return (await fetch(url, { method: "POST", headers, body })).text();
}

const WORK = "await new Promise((resolve) => setTimeout(resolve, 8_000)); return 'worked'";

describe("a session over HTTP", () => {
  it("lasts for hours without a request while its client listens, and else does not", async () => {
    const { url, child } = await serveHttp(project(), [], { NODE_OPTIONS: `--import ${CLOCK}` });
    const client = await connectHttp(url);
    // By then it listens.
    await execute(client, "return 0");
    const abandoned = await begin(url);
    child.kill("SIGUSR2");
    // Three hours, by the clock of serve.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect((await execute(client, "return 1")).structuredContent).toMatchObject({ result: 1 });
    expect(await ping(url, abandoned)).toBe(404);
  });

  it("does not make way for others while its client listens", async () => {
    const { url } = await serveHttp(project());
    const client = await connectHttp(url);
    const first = await begin(url);
    for (let begun = 0; begun < 510; begun += 10) {
      await Promise.all(Array.from({ length: 10 }, () => begin(url)));
    }
    expect((await execute(client, "return 1")).structuredContent).toMatchObject({ result: 1 });
    await eventually(async () => (await ping(url, first)) === 404);
  });

  it("counts as used while it waits for an answer, when others are to make way", async () => {
    const { url } = await serveHttp(project());
    const atWork = await begin(url);
    const answer = run(url, atWork, WORK);
    const idle = await begin(url);
    for (let begun = 2; begun < 500; begun += 6) {
      await Promise.all(Array.from({ length: 6 }, () => begin(url)));
    }
    expect(await answer).toContain('"result":"worked"');
    await begin(url);
    await eventually(async () => (await ping(url, idle)) === 404);
    expect(await ping(url, atWork)).toBe(200);
  }, 120_000);
});
