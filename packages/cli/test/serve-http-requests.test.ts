import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { eventually } from "./support/processes.js";
import { demoServer, HELD, journalOf, letGo, project } from "./support/project.js";
import { serveHttp } from "./support/serve.js";

const JSON_RPC = { jsonrpc: "2.0" };
const HEADERS = {
  "content-type": "application/json",
  accept: "application/json, text/event-stream",
};
const INITIALIZE = {
  protocolVersion: "2025-06-18",
  capabilities: { elicitation: {} },
  clientInfo: { name: "test", version: "1" },
};

/** A session in which every message is sent by hand. */
class RawSession {
  readonly #url: URL;
  readonly #id: string;

  private constructor(url: URL, id: string) {
    this.#url = url;
    this.#id = id;
  }

  static async open(url: URL): Promise<RawSession> {
    const answer = await send(url, {
      ...JSON_RPC,
      id: 1,
      method: "initialize",
      params: INITIALIZE,
    });
    await answer.text();
    const session = new RawSession(url, answer.headers.get("mcp-session-id") ?? "");
    await session.send({ method: "notifications/initialized" });
    return session;
  }

  send(message: object | readonly object[]): Promise<Response> {
    const body = Array.isArray(message)
      ? message.map((each: object) => ({ ...JSON_RPC, ...each }))
      : { ...JSON_RPC, ...message };
    return send(this.#url, body, { "mcp-session-id": this.#id });
  }
}

function send(url: URL, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const signal = AbortSignal.timeout(50_000);
  const all = { ...HEADERS, ...headers };
  return fetch(url, { method: "POST", headers: all, body: JSON.stringify(body), signal });
}

function running(id: number, code: string): object {
  return { id, method: "tools/call", params: { name: "execute_code", arguments: { code } } };
}

function cancelling(requestId: number): object {
  return { method: "notifications/cancelled", params: { requestId } };
}

describe("requests over HTTP", () => {
  it("do not take the answer of another of their id", async () => {
    const folder = project({ mcpServers: { demo: demoServer("journal.txt") } });
    const session = await RawSession.open((await serveHttp(folder)).url);
    const first = session.send(running(7, `${HELD} return 'first'`));
    await eventually(() => journalOf(folder).includes("wait began"));
    const second = await session.send(running(7, "return 'second'"));
    expect(second.status).toBe(400);
    expect(await second.text()).toContain("there is an unanswered request with the id 7");
    letGo(folder);
    expect(await (await first).text()).toContain("first");
    // Once it is answered, it is none of serve's business.
    expect(await (await session.send(running(7, "return 'third'"))).text()).toContain("third");
  });

  it("of one batch have an id each", async () => {
    const session = await RawSession.open((await serveHttp(project())).url);
    const ping = { id: 5, method: "ping" };
    expect((await session.send([ping, ping])).status).toBe(400);
    expect(await (await session.send(ping)).text()).toContain('"id":5');
  });

  it("that were refused leave their id free", async () => {
    const { url } = await serveHttp(project());
    const session = await RawSession.open(url);
    const ping = { ...JSON_RPC, id: 5, method: "ping" };
    const id = (await send(url, { ...ping, method: "initialize", params: INITIALIZE })).headers;
    const headers = { "mcp-session-id": id.get("mcp-session-id") ?? "" };
    const refused = await send(url, ping, { ...headers, accept: "text/html" });
    expect(refused.status).toBe(406);
    await refused.text();
    await delay(50);
    expect((await send(url, ping, headers)).status).toBe(200);
    expect((await session.send({ id: 6, method: "ping" })).status).toBe(200);
  });

  it("have their stream ended when they are cancelled", async () => {
    const folder = project({ mcpServers: { demo: demoServer("journal.txt") } });
    const session = await RawSession.open((await serveHttp(folder)).url);
    const call = session.send(running(2, "await demo.wait({ ms: 60000 })"));
    await eventually(() => journalOf(folder).includes("wait began"));
    expect((await session.send(cancelling(2))).status).toBe(202);
    expect(await (await call).text()).toBe("");
    await eventually(() => journalOf(folder).includes("wait cancelled"));
  });

  it("of a batch are answered where others of it are cancelled", async () => {
    const folder = project({ mcpServers: { demo: demoServer("journal.txt") } });
    const session = await RawSession.open((await serveHttp(folder)).url);
    const code = `${HELD} return 'waited'`;
    const call = session.send([running(2, code), running(3, code)]);
    await eventually(() => journalOf(folder).match(/wait began/g)?.length === 2);
    await session.send(cancelling(2));
    letGo(folder);
    expect(await (await call).text()).toContain("waited");
  });

  it("that wait for a person's approval take their question back when they are cancelled", async () => {
    const folder = project({
      mcpServers: { demo: demoServer("journal.txt") },
      codeMode: { policy: { rules: [{ match: "demo.remove", action: "ask" }] } },
    });
    const session = await RawSession.open((await serveHttp(folder)).url);
    const { body } = await session.send(running(2, "return demo.remove({ name: 'x' })"));
    let text = "";
    for await (const chunk of body ?? []) {
      const isFirst = text === "";
      text += Buffer.from(chunk).toString();
      if (isFirst) await session.send(cancelling(2));
    }
    expect(text).toContain("elicitation/create");
    expect(text).toContain("notifications/cancelled");
  });

  it("that answer a person's approval by what is no answer fail the call at once", async () => {
    const folder = project({
      mcpServers: { demo: demoServer("journal.txt") },
      codeMode: { policy: { rules: [{ match: "demo.remove", action: "ask" }] } },
    });
    const session = await RawSession.open((await serveHttp(folder)).url);
    const { body } = await session.send(running(2, "return demo.remove({ name: 'x' })"));
    let text = "";
    let status: number | undefined;
    for await (const chunk of body ?? []) {
      text += Buffer.from(chunk).toString();
      const [, id] = /"method":"elicitation\/create".*"id":(\d+)/.exec(text) ?? [];
      if (id === undefined || status !== undefined) continue;
      ({ status } = await session.send({ id: Number(id), result: "accept" }));
    }
    expect(status).toBe(400);
    expect(text).toContain("the answer is not JSON-RPC 2.0");
    expect(journalOf(folder)).not.toContain("removed");
  });

  it("to initialize say which params do not fit", async () => {
    const { url } = await serveHttp(project());
    const params = { ...INITIALIZE, clientInfo: "me" };
    const answer = await send(url, { ...JSON_RPC, id: 1, method: "initialize", params });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      error: {
        code: -32_602,
        message: "Invalid params: params.clientInfo must be an object, not a string.",
      },
    });
  });

  it.each(["PUT", "PATCH", "HEAD"])(
    "are told that there is no %s, session or not",
    async (method) => {
      const { url } = await serveHttp(project());
      const { status, headers } = await fetch(url, { method });
      expect(status).toBe(405);
      expect(headers.get("allow")).toBe("GET, POST, DELETE");
    },
  );

  it("may begin with a byte order mark", async () => {
    const { url } = await serveHttp(project());
    const message = { ...JSON_RPC, id: 1, method: "initialize", params: INITIALIZE };
    const body = `\ufeff${JSON.stringify(message)}`;
    const answer = await fetch(url, { method: "POST", headers: HEADERS, body });
    expect(answer.status).toBe(200);
    await answer.body?.cancel();
  });

  it("for what is no address find nothing", async () => {
    const { url } = await serveHttp(project());
    expect((await fetch(`${url.origin}//`)).status).toBe(404);
  });
});
