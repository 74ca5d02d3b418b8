import { describe, expect, it } from "vitest";
import {
  type BareCall,
  bare,
  event,
  events,
  json,
  textResult,
  writeWithoutEnd,
} from "../support/bare-server.js";
import { open } from "../support/clients.js";
import { listen } from "../support/http-server.js";
import { textOf } from "../support/results.js";
import { within } from "../support/within.js";

const ok = ({ id, response }: BareCall): void => json(response, id, textResult("ok"));
const slow = (call: BareCall): unknown => setTimeout(() => ok(call), 400);

describe("a call over HTTP", () => {
  it("is answered although the connection of another one broke", async () => {
    const cut = ({ response }: BareCall): unknown => setTimeout(() => response.destroy(), 50);
    const server = await listen(bare({ tools: { slow, cut } }));
    const client = open({ web: { url: server.url } });
    const session = await client.createSession("web");
    const [kept, lost] = await Promise.allSettled([
      client.callTool("web", "slow"),
      client.callTool("web", "cut"),
    ]);
    expect(lost).toMatchObject({ status: "rejected", reason: { code: "SERVER_UNAVAILABLE" } });
    expect(kept).toMatchObject({ status: "fulfilled", value: textResult("ok") });
    expect(session.isConnected).toBe(false);
  });

  it("is ended by close although its session is over already", async () => {
    const hang = ({ response }: BareCall): unknown => events(response).write(": wait\n\n");
    const cut = ({ response }: BareCall): unknown => response.destroy();
    const server = await listen(bare({ tools: { hang, cut } }));
    const client = open({ web: { url: server.url } });
    const session = await client.createSession("web");
    const hanging = expect(session.callTool("hang")).rejects.toMatchObject({
      code: "SESSION_CLOSED",
    });
    await expect(session.callTool("cut")).rejects.toThrow("is gone");
    await client.close();
    await hanging;
  });

  it.each(["500 Fehler 不", "999 Denied"])("is refused in the server's words: %s", async (line) => {
    const odd = ({ response: { socket } }: BareCall): unknown =>
      socket?.end(`HTTP/1.1 ${line}\r\nconnection: close\r\ncontent-length: 2\r\n\r\nno`);
    const server = await listen(bare({ tools: { odd } }));
    const client = open({ web: { url: server.url } });
    const session = await client.createSession("web");
    await expect(client.callTool("web", "odd")).rejects.toMatchObject({
      code: "SERVER_UNAVAILABLE",
      message: `The server "web" refused odd (HTTP ${line.slice(0, 3)}: no)`,
    });
    expect(client.getSession("web")).toBe(session);
  });

  it.each([
    [404, "issue 42 not found"],
    [400, "session_name is required"],
  ])("is made once where its own error comes with status %d", async (status, message) => {
    let calls = 0;
    const odd = ({ id, response }: BareCall): void => {
      calls++;
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify({ jsonrpc: "2.0", id, error: { code: -32602, message } }));
    };
    const server = await listen(bare({ tools: { odd, slow } }));
    const client = open({ web: { url: server.url } });
    const session = await client.createSession("web");
    const beside = client.callTool("web", "slow");
    await expect(client.callTool("web", "odd")).rejects.toMatchObject({
      code: "TOOL_FAILED",
      message,
    });
    expect(calls).toBe(1);
    expect(await beside).toMatchObject(textResult("ok"));
    expect(client.getSession("web")).toBe(session);
  });

  it.each([
    ["of no request", { id: null, error: { code: -32602, message: "no such session" } }],
    ["of the SDK's code", { id: 2, error: { code: -32001, message: "Session not found" } }],
    ["that speaks of it", { id: 2, error: { code: -32603, message: "Session not found" } }],
  ])("is made anew where a session is not known by an error %s", async (_, error) => {
    let calls = 0;
    const forgetful = (call: BareCall): unknown => {
      if (++calls > 1) return ok(call);
      call.response.writeHead(404, { "content-type": "application/json" });
      return call.response.end(JSON.stringify({ jsonrpc: "2.0", ...error }));
    };
    const server = await listen(bare({ tools: { forgetful } }));
    const client = open({ web: { url: server.url } });
    expect(await client.callTool("web", "forgetful")).toMatchObject(textResult("ok"));
    expect(calls).toBe(2);
  });

  it("is refused in the server's words although the connection of another one broke", async () => {
    const cut = ({ response }: BareCall): unknown => response.destroy();
    const busy = ({ response }: BareCall): unknown =>
      setTimeout(() => response.writeHead(503, { "retry-after": "7" }).end("busy"), 200);
    const server = await listen(bare({ tools: { cut, busy } }));
    const client = open({ web: { url: server.url } });
    await client.createSession("web");
    const refused = expect(client.callTool("web", "busy")).rejects.toMatchObject({
      code: "SERVER_UNAVAILABLE",
      message: 'The server "web" refused busy (HTTP 503: busy); it may be asked again in 7 s',
    });
    await expect(client.callTool("web", "cut")).rejects.toThrow("is gone");
    await refused;
  });

  it("says that a page is no answer", async () => {
    const page = ({ response }: BareCall): unknown =>
      response.setHeader("content-type", "text/html").end("<h1>Log in</h1>");
    const server = await listen(bare({ tools: { page } }));
    const client = open({ web: { url: server.url } });
    await expect(client.callTool("web", "page")).rejects.toMatchObject({
      code: "SERVER_UNAVAILABLE",
      message: 'The server "web" did not answer page: Unexpected content type: text/html',
    });
  });

  const answers: [how: string, answer: (call: BareCall) => unknown][] = [
    ["a stream without an answer", ({ response }) => events(response).end(": nothing\n\n")],
    [
      "an answer that is none",
      ({ id, response }) => events(response).end(event({ id, result: null })),
    ],
    ["the answer to another request", ({ response }) => json(response, 999, textResult("?"))],
  ];
  it.each(answers)("fails soon with %s, and its session lives", async (_, odd) => {
    const server = await listen(bare({ tools: { slow, odd } }));
    const client = open({ web: { url: server.url } });
    const session = await client.createSession("web");
    const kept = client.callTool("web", "slow");
    await expect(within(10_000, client.callTool("web", "odd"))).rejects.toMatchObject({
      code: "SERVER_UNAVAILABLE",
      message: expect.stringMatching(
        /^The server "web" did not answer odd: it .* without a valid answer to this request$/,
      ),
    });
    expect(textOf(await kept)).toBe("ok");
    expect(client.getSession("web")).toBe(session);
  });

  it.each([
    ["is no JSON", () => '{"jsonrpc":'],
    ["is no JSON", () => ""],
    [
      "is not what MCP prescribes",
      (id: number) => JSON.stringify({ jsonrpc: "2.0", id, result: 5 }),
    ],
    ["is not what MCP prescribes", (id: number) => JSON.stringify({ id, result: {} })],
  ])("says whose answer %s", async (what, body) => {
    const odd = ({ id, response }: BareCall): unknown =>
      response.setHeader("content-type", "application/json").end(body(id));
    const server = await listen(bare({ tools: { odd, ok } }));
    const client = open({ web: { url: server.url } });
    const session = await client.createSession("web");
    await expect(client.callTool("web", "odd")).rejects.toMatchObject({
      code: "SERVER_UNAVAILABLE",
      message: expect.stringContaining(`The server "web" did not answer odd: its answer ${what}`),
    });
    expect(textOf(await client.callTool("web", "ok"))).toBe("ok");
    expect(client.getSession("web")).toBe(session);
  });

  it.each([
    ["an event", "text/event-stream", "data: "],
    ["an event of many lines", "text/event-stream", "data: x\n"],
    ["an answer", "application/json", '"'],
  ])("fails with %s without end, and its session lives", async (_, type, start) => {
    const endless = ({ response }: BareCall): void => {
      response.writeHead(200, { "content-type": type }).write(start);
      writeWithoutEnd(response);
    };
    const server = await listen(bare({ tools: { ok, endless } }));
    const client = open({ web: { url: server.url } });
    const session = await client.createSession("web");
    await expect(client.callTool("web", "endless")).rejects.toMatchObject({
      code: "SERVER_UNAVAILABLE",
      message: expect.stringContaining("it sent a message of more than 134217728 bytes"),
    });
    expect(textOf(await client.callTool("web", "ok"))).toBe("ok");
    expect(client.getSession("web")).toBe(session);
  });

  it("is answered by a stream of more than one message may have", async () => {
    const notice = event({ method: "notifications/x", params: { text: "x".repeat(1 << 20) } });
    const talk = async ({ id, response }: BareCall): Promise<void> => {
      events(response);
      for (let i = 0; i < 140; i++) {
        if (!response.write(notice)) await new Promise((resume) => response.once("drain", resume));
      }
      response.end(event({ id, result: textResult("at last") }));
    };
    const server = await listen(bare({ tools: { talk } }));
    const client = open({ web: { url: server.url } });
    expect(textOf(await client.callTool("web", "talk"))).toBe("at last");
  });
});
