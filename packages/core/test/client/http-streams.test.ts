import { describe, expect, it } from "vitest";
import { type BareCall, bare, event, events, json, textResult } from "../support/bare-server.js";
import { open } from "../support/clients.js";
import { LINGERING_MS, startHost } from "../support/host.js";
import { type HttpHandler, listen } from "../support/http-server.js";
import { eventually } from "../support/processes.js";
import { textOf } from "../support/results.js";

const PRIMING = "id: 1\nretry: 50\ndata:\n\n";
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe("the stream of a request over HTTP", () => {
  it("is let go when its caller no longer waits", async () => {
    let open_ = 0;
    const hang = ({ response }: BareCall): void => {
      open_++;
      response.on("close", () => open_--);
      events(response).write(": wait\n\n");
    };
    const silent = ({ response }: BareCall): void => {
      open_++;
      response.on("close", () => open_--);
    };
    const cancelled: number[] = [];
    const server = await listen(bare({ tools: { hang, silent }, cancelled }));
    const client = open({ web: { url: server.url } });
    const calls = ["hang", "silent", "hang"].map((tool) =>
      client.callTool("web", tool, {}, { timeoutMs: 200 }),
    );
    await Promise.allSettled(calls);
    await eventually(() => open_ === 0 && cancelled.length === 3);
  });

  it("is not resumed once it has brought an error, or nobody waits", async () => {
    const resumed: unknown[] = [];
    const stream: HttpHandler = ({ headers }, response) => {
      if (headers["last-event-id"] !== undefined) resumed.push(headers["last-event-id"]);
      response.writeHead(405).end();
    };
    const fail = ({ id, response }: BareCall): unknown =>
      events(response).end(`${PRIMING}${event({ id, error: { code: -32000, message: "no" } })}`);
    const hang = ({ response }: BareCall): unknown => events(response).write(PRIMING);
    const server = await listen(bare({ tools: { fail, hang }, stream }));
    const client = open({ web: { url: server.url } });
    await expect(client.callTool("web", "fail")).rejects.toMatchObject({ message: "no" });
    await expect(client.callTool("web", "hang", {}, { timeoutMs: 200 })).rejects.toThrow();
    await pause(300);
    expect(resumed).toEqual([]);
  });

  it("is resumed where it was, although it broke again before the next event", async () => {
    let asked = 0;
    const tokens: unknown[] = [];
    let call: BareCall | undefined;
    const stream: HttpHandler = ({ headers }, response) => {
      const token = headers["last-event-id"];
      if (token === undefined) return response.writeHead(405).end();
      tokens.push(token);
      if (++asked < 4) return events(response).end(": not yet\n\n");
      return events(response).end(event({ id: call?.id, result: textResult("done") }));
    };
    const work = (given: BareCall): void => {
      call = given;
      events(given.response).end(PRIMING);
    };
    const server = await listen(bare({ tools: { work }, stream }));
    const client = open({ web: { url: server.url } });
    expect(textOf(await client.callTool("web", "work", {}, { timeoutMs: 30_000 }))).toBe("done");
    expect(tokens).toEqual(["1", "1", "1", "1"]);
  });

  it("is not resumed in a loop without pauses, nor at once where the pause is for ever", async () => {
    for (const retry of [0, 1e12]) {
      let asked = 0;
      const stream: HttpHandler = ({ headers }, response) => {
        if (headers["last-event-id"] === undefined) return response.writeHead(405).end();
        asked++;
        return events(response).end(": not yet\n\n");
      };
      const work = ({ response }: BareCall): unknown =>
        events(response).end(`id: 1\nretry: ${retry}\ndata:\n\n`);
      const server = await listen(bare({ tools: { work }, stream }));
      const client = open({ web: { url: server.url } });
      await expect(client.callTool("web", "work", {}, { timeoutMs: 600 })).rejects.toThrow();
      expect(asked).toBeLessThanOrEqual(retry === 0 ? 13 : 0);
    }
  });

  it("is let go although the server does not end it after the answer", async () => {
    let opened = 0;
    let open_ = 0;
    const answer = ({ response }: BareCall, message: object): void => {
      opened++;
      open_++;
      response.on("close", () => open_--);
      events(response).write(event(message));
    };
    const tools = {
      result: (call: BareCall) => answer(call, { id: call.id, result: textResult("ok") }),
      error: (call: BareCall) =>
        answer(call, { id: call.id, error: { code: -32000, message: "no" } }),
    };
    const server = await listen(bare({ tools }));
    const client = open({ web: { url: server.url } });
    expect(textOf(await client.callTool("web", "result"))).toBe("ok");
    await expect(client.callTool("web", "error")).rejects.toThrow("no");
    expect(opened).toBe(2);
    await eventually(() => open_ === 0);
  });

  it("that is not ended after the answer does not keep the program from ending", async () => {
    const answer = ({ id, response }: BareCall): unknown =>
      events(response).write(event({ id, result: textResult("ok") }));
    const tools = { echo: answer, die: answer, null: answer, sleep: answer, progress: answer };
    const server = await listen(bare({ tools }));
    const { code, lingeredMs } = await startHost("survive", { web: { url: server.url } }).ended();
    expect(code).toBe(0);
    expect(lingeredMs).toBeLessThan(LINGERING_MS);
  });

  it("is let go although the server does not hear that nobody waits", async () => {
    let opened = 0;
    let open_ = 0;
    const hang: HttpHandler = (request, response) => {
      request.resume();
      opened++;
      open_++;
      response.on("close", () => open_--);
    };
    const serve = bare({ tools: { hang: ({ request, response }) => hang(request, response) } });
    let isHung = false;
    const server = await listen((request, response) =>
      isHung && request.method === "POST" ? hang(request, response) : serve(request, response),
    );
    const client = open({ web: { url: server.url } });
    await client.createSession("web");
    isHung = true;
    await expect(client.callTool("web", "hang", {}, { timeoutMs: 100 })).rejects.toThrow();
    await eventually(() => opened === 2 && open_ === 0);
  });

  const refusals: [how: string, refuse: HttpHandler][] = [
    ["that there is none", (_, response) => response.writeHead(405).end()],
    ["without a content", (_, response) => response.writeHead(204).end()],
    [
      "with a page",
      (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<p>"),
    ],
  ];
  it.each(refusals)("fails the call soon where it is answered %s", async (_, refuse) => {
    const stream: HttpHandler = (request, response) =>
      request.headers["last-event-id"] === undefined
        ? response.writeHead(405).end()
        : refuse(request, response);
    const work = ({ response }: BareCall): unknown => events(response).end(PRIMING);
    const server = await listen(bare({ tools: { work }, stream }));
    const client = open({ web: { url: server.url } });
    await expect(client.callTool("web", "work", {}, { timeoutMs: 30_000 })).rejects.toMatchObject({
      code: "SERVER_UNAVAILABLE",
      message: expect.stringContaining("the connection ended before the answer"),
    });
  });

  it("that waits to be resumed does not keep the program from ending", async () => {
    const wait = ({ response }: BareCall): unknown =>
      events(response).end("id: 1\nretry: 30000\ndata:\n\n");
    const tools = { echo: wait, die: wait, null: wait, sleep: wait, progress: wait };
    const server = await listen(bare({ tools }));
    const host = startHost("survive", { web: { url: server.url, requestTimeoutMs: 300 } });
    const { code, told, lingeredMs } = await host.ended();
    expect({ code, told }).toEqual({ code: 0, told: [{ done: true }] });
    expect(lingeredMs).toBeLessThan(LINGERING_MS);
  });
});

describe("the stream by which a server speaks of itself", () => {
  it("is opened anew after it was lost, and what it did not tell is looked for", async () => {
    let isUp = true;
    let cut = (): void => {};
    let opened = 0;
    const stream: HttpHandler = (_, response) => {
      if (!isUp) return response.writeHead(503).end();
      opened++;
      events(response).write("retry: 50\n\n");
      cut = () => void response.destroy();
    };
    const ok = ({ id, response }: BareCall): void => json(response, id, textResult("ok"));
    const tools: Record<string, (call: BareCall) => unknown> = { ok };
    const server = await listen(bare({ tools, stream }));
    const client = open({ web: { url: server.url } });
    const session = await client.createSession("web");
    const count = async (): Promise<number> => (await session.listTools()).length;
    expect(await count()).toBe(1);
    await eventually(() => opened === 1);
    isUp = false;
    cut();
    await pause(500);
    tools["late"] = ok;
    isUp = true;
    await eventually(async () => (await count()) === 2 && opened === 2);
    expect(session.isConnected).toBe(true);
  });

  it("is given up without a call that waits to be resumed", async () => {
    let id: number | undefined;
    let cut: (() => void) | undefined;
    let refused = 0;
    const stream: HttpHandler = ({ headers }, response) => {
      if (headers["last-event-id"] !== undefined) {
        // A busy machine may have it asked for before the stream was given up.
        return eventually(() => refused === 2).then(() =>
          events(response).end(event({ id, result: textResult("done") })),
        );
      }
      if (cut !== undefined) {
        refused++;
        return response.writeHead(503).end();
      }
      events(response).write(": hello\n\n");
      cut = () => void response.end("retry: 50\n\n");
      return undefined;
    };
    const work = (call: BareCall): void => {
      id = call.id;
      events(call.response).end(`retry: 1500\n${PRIMING.replace("retry: 50\n", "")}`);
    };
    const server = await listen(bare({ tools: { work }, stream }));
    const client = open({ web: { url: server.url } });
    const done = client.callTool("web", "work", {}, { timeoutMs: 30_000 });
    await eventually(() => id !== undefined && cut !== undefined);
    await pause(300);
    cut?.();
    expect(textOf(await done)).toBe("done");
    expect(refused).toBe(2);
  });

  it("is not asked for again where the server answers with a page", async () => {
    let asked = 0;
    const stream: HttpHandler = (_, response) => {
      asked++;
      response.writeHead(200, { "content-type": "text/html" }).end("<p>Hello</p>");
    };
    const server = await listen(bare({ tools: {}, stream }));
    await open({ web: { url: server.url } }).createSession("web");
    await pause(1_500);
    expect(asked).toBe(1);
  });
});
