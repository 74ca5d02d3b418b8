import type { JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";
import { describe, expect, it } from "vitest";
import { open } from "../support/clients.js";
import { journal, listen, sseOnly, streamable } from "../support/http-server.js";
import { eventually } from "../support/processes.js";
import { textOf } from "../support/results.js";
import { rawServer } from "../support/servers.js";
import { within } from "../support/within.js";

/** Events kept in memory, as a server does that lets streams be resumed. */
function eventStore(): {
  storeEvent(stream: string, message: JSONRPCMessage): Promise<string>;
  replayEventsAfter(
    id: string,
    { send }: { send(id: string, message: JSONRPCMessage): Promise<void> },
  ): Promise<string>;
} {
  const events: [stream: string, message: JSONRPCMessage][] = [];
  return {
    storeEvent: async (...event) => String(events.push(event) - 1),
    replayEventsAfter: async (id, { send }) => {
      const stream = events[Number(id)]?.[0] ?? "";
      for (const [i, [of, message]] of events.entries()) {
        const isMessage = Object.keys(message).length > 0;
        if (i > Number(id) && of === stream && isMessage) await send(String(i), message);
      }
      return stream;
    },
  };
}

describe("a server over Streamable HTTP", () => {
  it("works, in one session that ends with the client", async () => {
    const server = await listen(streamable(journal()));
    const client = open({ web: { url: server.url } });
    expect(textOf(await client.callTool("web", "echo", { text: "hi" }))).toBe("hi");
    await eventually(() => server.requests.some(({ method }) => method === "GET"));
    const ids = server.requests.slice(1).map(({ headers }) => headers["mcp-session-id"]);
    expect(new Set(ids).size).toBe(1);
    await client.close();
    expect(server.requests.at(-1)).toMatchObject({
      method: "DELETE",
      headers: { "mcp-session-id": ids[0] },
    });
  });

  it.each([
    ["without sessions", {}],
    ["with answers that are plain JSON", { enableJsonResponse: true }],
  ])("works %s", async (_, options) => {
    const server = await listen(streamable(journal(), options));
    const client = open({ web: { url: server.url } });
    const texts = ["a", "b", "c"];
    const calls = texts.map((text) => client.callTool("web", "echo", { text }));
    expect((await Promise.all(calls)).map(textOf)).toEqual(texts);
  });

  it("gets the headers with every request, variables expanded", async () => {
    process.env["TW_TOKEN"] = "secret";
    const server = await listen(streamable(journal()));
    const headers = { Authorization: `Bearer \${TW_TOKEN}`, "X-Team": "tools" };
    const client = open({ web: { url: server.url, headers } });
    await client.callTool("web", "echo", { text: "hi" });
    await eventually(() => server.requests.some(({ method }) => method === "GET"));
    await client.close();
    expect(new Set(server.requests.map(({ method }) => method))).toEqual(
      new Set(["POST", "GET", "DELETE"]),
    );
    for (const { headers } of server.requests) {
      expect(headers).toMatchObject({ authorization: "Bearer secret", "x-team": "tools" });
    }
  });

  it("tells of tools it has added since", async () => {
    const log = journal();
    const server = await listen(streamable(log));
    const client = open({ web: { url: server.url } }, { codeMode: true });
    expect((await client.searchTools()).meta.total_tools).toBe(2);
    await eventually(() => server.requests.some(({ method }) => method === "GET"));
    log.servers[0]?.registerTool("late", {}, () => ({ content: [] }));
    await eventually(async () => (await client.searchTools()).meta.total_tools === 3);
  });

  it("hears of calls that time out or are cancelled", async () => {
    const log = journal();
    const server = await listen(streamable(log));
    const client = open({ web: { url: server.url } });
    const sleep = (options: object): Promise<unknown> =>
      client.callTool("web", "sleep", { ms: 60_000 }, options);
    await client.createSession("web");
    await expect(sleep({ timeoutMs: 1_000 })).rejects.toMatchObject({ code: "TOOL_TIMEOUT" });
    await eventually(() => log.cancelled.length === 1);
    const abort = new AbortController();
    const failure = expect(sleep({ signal: abort.signal })).rejects.toMatchObject({
      code: "TOOL_CALL_CANCELLED",
    });
    await eventually(() => log.calls.length === 2);
    abort.abort();
    await failure;
    await eventually(() => log.cancelled.length === 2);
  });

  it("that is not there is named, the others work, and it is used when it is there", async () => {
    const { port, url, stop } = await listen(() => {});
    await stop();
    const client = open({ web: { url }, raw: rawServer() });
    expect(Object.keys(await client.createAllSessions())).toEqual(["raw"]);
    expect(client.getFailedServers()["web"]).toMatchObject({
      code: "SERVER_UNAVAILABLE",
      message: `The server "web" could not be connected: connect ECONNREFUSED 127.0.0.1:${port}.`,
    });
    await listen(streamable(journal()), port);
    expect(textOf(await client.callTool("web", "echo", { text: "hi" }))).toBe("hi");
    expect(client.getFailedServers()).toEqual({});
  });

  it("that was restarted is connected anew, and the call is made all the same", async () => {
    const first = await listen(streamable(journal()));
    const client = open({ web: { url: first.url } });
    const session = await client.createSession("web");
    await first.stop();
    const log = journal();
    await listen(streamable(log), first.port);
    expect(textOf(await client.callTool("web", "echo", { text: "hi" }))).toBe("hi");
    expect(log.calls).toEqual(["echo hi"]);
    expect(session.isConnected).toBe(false);
    expect(client.getSession("web")).not.toBe(session);
  });

  it("that forgets its sessions with status 400 is connected anew as well", async () => {
    const log = journal();
    let handler = streamable(log);
    const server = await listen((request, response) => handler(request, response));
    const client = open({ web: { url: server.url } });
    await client.callTool("web", "echo", { text: "one" });
    const after = streamable(log);
    handler = (request, response) => {
      if (!request.headers["mcp-session-id"]) handler = after;
      else return response.writeHead(400).end("Bad Request: No valid session ID provided");
      return handler(request, response);
    };
    await client.callTool("web", "echo", { text: "two" });
    expect(log.calls).toEqual(["echo one", "echo two"]);
  });

  it("that forgets session after session is connected anew each time, but not without end", async () => {
    const log = journal();
    let forgotten = 0;
    let toForget = 3;
    const serve = streamable(log);
    const server = await listen((request, response) => {
      // The call is answered 404, as after a restart; the handshake is not.
      const version = request.headers["mcp-protocol-version"];
      const isCall = request.method === "POST" && Number(request.headers["content-length"]) > 80;
      if (version === undefined || !isCall || forgotten >= toForget)
        return serve(request, response);
      forgotten++;
      return response.writeHead(404).end("Session not found");
    });
    const client = open({ web: { url: server.url } });
    expect(textOf(await client.callTool("web", "echo", { text: "one" }))).toBe("one");
    expect(forgotten).toBe(3);
    toForget = 1_000;
    await expect(client.callTool("web", "echo", { text: "two" })).rejects.toMatchObject({
      code: "SERVER_UNAVAILABLE",
    });
    expect(forgotten).toBeLessThan(10);
    expect(log.calls).toEqual(["echo one"]);
  });

  it("that dies during a call fails it soon, and is connected anew on next use", async () => {
    const log = journal();
    const first = await listen(streamable(log));
    const client = open({ web: { url: first.url } });
    const call = client.callTool("web", "sleep", { ms: 60_000 });
    const outcome = expect(call).rejects.toMatchObject({
      code: "SERVER_UNAVAILABLE",
      message: expect.stringContaining('The server "web" is gone'),
    });
    await eventually(() => log.calls.length === 1);
    await first.stop();
    await within(10_000, outcome);
    await expect(client.callTool("web", "echo", { text: "hi" })).rejects.toThrow("ECONNREFUSED");
    await listen(streamable(journal()), first.port);
    expect(textOf(await client.callTool("web", "echo", { text: "hi" }))).toBe("hi");
  });

  it("that breaks a stream which can be resumed still answers", async () => {
    const log = journal();
    const options = {
      sessionIdGenerator: () => "one",
      eventStore: eventStore(),
      retryInterval: 50,
    };
    const server = await listen(streamable(log, options));
    const client = open({ web: { url: server.url } });
    expect(textOf(await client.callTool("web", "sleep", { ms: 600 }))).toBe("slept");
    expect(server.requests.filter(({ headers }) => headers["last-event-id"])).not.toEqual([]);
  });

  it("that dies for good while its stream could be resumed fails the call", async () => {
    const log = journal();
    const options = {
      sessionIdGenerator: () => "one",
      eventStore: eventStore(),
      retryInterval: 50,
    };
    const server = await listen(streamable(log, options));
    const client = open({ web: { url: server.url } });
    const outcome = expect(client.callTool("web", "sleep", { ms: 60_000 })).rejects.toMatchObject({
      code: "SERVER_UNAVAILABLE",
    });
    await eventually(() => log.calls.length === 1);
    await server.stop();
    await outcome;
  });

  it("that is overloaded for once keeps its session", async () => {
    let refuse = false;
    const serve = streamable(journal());
    const server = await listen((request, response) =>
      refuse ? response.writeHead(503).end("come back later") : serve(request, response),
    );
    const client = open({ web: { url: server.url } });
    const session = await client.createSession("web");
    refuse = true;
    await expect(client.callTool("web", "echo", { text: "hi" })).rejects.toMatchObject({
      code: "SERVER_UNAVAILABLE",
      message: 'The server "web" refused echo (HTTP 503: come back later)',
    });
    refuse = false;
    expect(textOf(await client.callTool("web", "echo", { text: "hi" }))).toBe("hi");
    expect(client.getSession("web")).toBe(session);
  });

  it("that does not answer is given up", async () => {
    const server = await listen(() => {});
    const client = open({ web: { url: server.url, connectTimeoutMs: 300 } });
    await expect(client.createSession("web")).rejects.toThrow("it did not answer within 300 ms");
  });

  it("that answers with a web page is named with its answer", async () => {
    const server = await listen((_, response) =>
      response.writeHead(200, { "content-type": "text/html" }).end("<h1>Welcome</h1>"),
    );
    await expect(open({ web: { url: server.url } }).createSession("web")).rejects.toThrow(
      "Unexpected content type: text/html",
    );
  });

  it("hears once that its session is over", async () => {
    const serve = streamable(journal());
    const server = await listen((request, response) => {
      if (request.method !== "DELETE") return serve(request, response);
      return setTimeout(() => response.writeHead(200).end(), 100);
    });
    const client = open({ web: { url: server.url } });
    await client.createSession("web");
    await client.close();
    expect(server.requests.filter(({ method }) => method === "DELETE")).toHaveLength(1);
  });

  it("that is gone does not hold up close", async () => {
    const serve = streamable(journal());
    const server = await listen((request, response) =>
      request.method === "DELETE" ? undefined : serve(request, response),
    );
    const client = open({ web: { url: server.url } });
    await client.createSession("web");
    await within(2_500, client.close());
  });

  it.each<[config: object, says: string]>([
    [{ url: "example.com/mcp" }, "mcpServers.web.url must be a URL"],
    [{ url: "ftp://example.com" }, "mcpServers.web.url must be a URL that begins with http://"],
    [
      { url: "http://x", headers: { "X-Key": "a\nb" } },
      "mcpServers.web.headers.X-Key cannot be sent",
    ],
  ])("with the configuration %j is refused", async (config, says) => {
    const error = open({ web: config as never }).createSession("web");
    await expect(error).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      message: expect.stringContaining(says),
    });
    await expect(error).rejects.not.toThrow("a\nb");
  });
});

describe("an address with secrets", () => {
  it.each([
    "ftp://user:secret@example.com/?key=secret",
    "http://user:sec/ret@example.com:99999/#secret",
    "http://user:secret@127.0.0.1:1/mcp?key=secret",
  ])("%s is told without them", async (url) => {
    const error: Error = await open({ web: { url } })
      .createSession("web")
      .then(
        () => expect.fail("it was connected"),
        (thrown) => thrown,
      );
    expect(error.message).toMatch(/"web"|mcpServers\.web/);
    expect(error.message).toContain("…@");
    expect(error.message).not.toMatch(/sec/);
  });
});

describe("a server over SSE", () => {
  it.each([400, 404, 405])("is found when a POST is answered with %d", async (status) => {
    const server = await listen(sseOnly(journal(), status));
    const client = open({ old: { url: server.url } });
    expect(textOf(await client.callTool("old", "echo", { text: "hi" }))).toBe("hi");
    expect(server.requests.slice(0, 2).map(({ method }) => method)).toEqual(["POST", "GET"]);
  });

  it.each([401, 403, 429, 500, 503])("is not looked for after status %d", async (status) => {
    const server = await listen(sseOnly(journal(), status));
    await expect(open({ old: { url: server.url } }).createSession("old")).rejects.toMatchObject({
      code: "SERVER_UNAVAILABLE",
      message: expect.stringContaining(`HTTP ${status}`),
    });
    expect(server.requests.map(({ method }) => method)).toEqual(["POST"]);
  });

  it("is not looked for where the transport is given", async () => {
    const server = await listen(sseOnly(journal()));
    const client = open({ old: { url: server.url, transport: "http" } });
    await expect(client.createSession("old")).rejects.toThrow("HTTP 405");
    expect(server.requests.map(({ method }) => method)).toEqual(["POST"]);
  });

  it.each([{ transport: "sse" as const }, { type: "sse" }])(
    "is used at once with %j",
    async (kind) => {
      const server = await listen(sseOnly(journal()));
      const client = open({ old: { url: server.url, ...kind, headers: { "X-Team": "tools" } } });
      expect(textOf(await client.callTool("old", "echo", { text: "hi" }))).toBe("hi");
      expect(server.requests[0]?.method).toBe("GET");
      for (const { headers } of server.requests) expect(headers["x-team"]).toBe("tools");
    },
  );

  it("that is not there either is named with both failures", async () => {
    const server = await listen((_, response) => response.writeHead(404).end("nothing here"));
    await expect(open({ web: { url: server.url } }).createSession("web")).rejects.toMatchObject({
      code: "SERVER_UNAVAILABLE",
      message: expect.stringMatching(
        /it speaks neither Streamable HTTP \(HTTP 404: nothing here\) nor SSE \(HTTP 404/,
      ),
    });
  });

  it("that dies during a call fails it soon, and is connected anew on next use", async () => {
    const log = journal();
    const first = await listen(sseOnly(log));
    const client = open({ old: { url: first.url, transport: "sse" } });
    const call = client.callTool("old", "sleep", { ms: 60_000 });
    const outcome = expect(call).rejects.toMatchObject({ code: "SERVER_UNAVAILABLE" });
    await eventually(() => log.calls.length === 1);
    await first.stop();
    await within(10_000, outcome);
    await listen(sseOnly(journal()), first.port);
    expect(textOf(await client.callTool("old", "echo", { text: "hi" }))).toBe("hi");
  });

  it("that was restarted while idle is connected anew", async () => {
    const first = await listen(sseOnly(journal()));
    const client = open({ old: { url: first.url, transport: "sse" } });
    const session = await client.createSession("old");
    await first.stop();
    await listen(sseOnly(journal()), first.port);
    await eventually(() => !session.isConnected);
    expect(textOf(await client.callTool("old", "echo", { text: "hi" }))).toBe("hi");
  });
});
