import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { eventually } from "./support/processes.js";
import { demoServer, project } from "./support/project.js";
import { connectHttp, execute, serveHttp } from "./support/serve.js";
import { gathered } from "./support/terminal.js";

/** A stream on which a session listens, and what has come on it. */
async function listen(
  url: URL,
  id: string,
  headers: Readonly<Record<string, string>> = { accept: "text/event-stream" },
): Promise<{ status: number; text: () => string; hasEnded: () => boolean }> {
  const response = await fetch(url, { headers: { ...headers, "mcp-session-id": id } });
  const body = Readable.fromWeb(response.body as never);
  // Serving ends with the test.
  body.on("error", () => {});
  let ended = false;
  body.once("end", () => {
    ended = true;
  });
  return { status: response.status, text: gathered(body), hasEnded: () => ended };
}

/** Begins a session that listens on no stream yet. */
async function begin(url: URL): Promise<string> {
  const params = {
    protocolVersion: "2025-06-18",
    capabilities: {},
    clientInfo: { name: "test", version: "1" },
  };
  const headers = {
    accept: "application/json, text/event-stream",
    "content-type": "application/json",
  };
  const post = async (message: object, id = ""): Promise<Response> => {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    const own = id === "" ? headers : { ...headers, "mcp-session-id": id };
    const response = await fetch(url, { method: "POST", headers: own, body });
    await response.text();
    return response;
  };
  const begun = await post({ id: 1, method: "initialize", params });
  const id = begun.headers.get("mcp-session-id") ?? "";
  await post({ method: "notifications/initialized" }, id);
  return id;
}

describe("a client that comes back to its session over HTTP", () => {
  it("listens again, though its last connection has not been seen to end", async () => {
    const { url } = await serveHttp(project({ mcpServers: { demo: demoServer() } }));
    const other = await connectHttp(url);
    await execute(other, "return 1");
    const id = await begin(url);
    const first = await listen(url, id);
    const second = await listen(url, id);
    expect([first.status, second.status]).toEqual([200, 200]);
    await eventually(() => first.hasEnded());
    await execute(other, "return await demo.grow()");
    await eventually(() => second.text().includes("notifications/tools/list_changed"));
    expect(second.hasEnded()).toBe(false);
  });

  it.each([
    ["does not take events", { accept: "application/json" }, 406],
    [
      "speaks no version that is known",
      { accept: "text/event-stream", "mcp-protocol-version": "1999-01-01" },
      400,
    ],
  ])("loses no stream by a request that %s", async (_, headers, refused) => {
    const { url } = await serveHttp(project());
    const id = await begin(url);
    const first = await listen(url, id);
    expect((await listen(url, id, headers)).status).toBe(refused);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(first.hasEnded()).toBe(false);
  });
});
