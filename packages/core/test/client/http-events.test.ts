import { describe, expect, it } from "vitest";
import { type BareCall, bare, event, events, json, textResult } from "../support/bare-server.js";
import { open } from "../support/clients.js";
import { listen } from "../support/http-server.js";
import { eventually } from "../support/processes.js";
import { textOf } from "../support/results.js";

const answer = (id: number): object => ({ jsonrpc: "2.0", id, result: textResult("ok") });
const notice = { jsonrpc: "2.0", method: "notifications/x" };
const PRIMING = "id: 1\ndata:\n\n";

describe("an event over HTTP", () => {
  it.each([
    ["a text", "text"],
    ["null", null],
    ["an array", []],
  ])(
    "whose result is %s fails the call at once, though the stream stays open",
    async (_, result) => {
      const odd = ({ id, response }: BareCall): unknown =>
        events(response).write(PRIMING + event({ id, result }));
      const ok = ({ id, response }: BareCall): unknown => json(response, id, textResult("ok"));
      const server = await listen(bare({ tools: { odd, ok } }));
      const client = open({ web: { url: server.url, requestTimeoutMs: 5_000 } });
      const session = await client.createSession("web");
      await expect(client.callTool("web", "odd")).rejects.toMatchObject({
        code: "SERVER_UNAVAILABLE",
        message:
          'The server "web" did not answer odd: it sent an event without a valid answer to this request',
      });
      expect(textOf(await client.callTool("web", "ok"))).toBe("ok");
      expect(client.getSession("web")).toBe(session);
    },
  );

  it("whose id is the request's as a text fails the call, or ends its stream", async () => {
    let isOpen = true;
    const odd = ({ id, response }: BareCall): unknown =>
      events(response).write(event({ id: `${id}`, result: "text" }));
    const ok = ({ id, response }: BareCall): void => {
      response.on("close", () => (isOpen = false));
      events(response).write(event({ id: `${id}`, result: textResult("ok") }));
    };
    const server = await listen(bare({ tools: { odd, ok } }));
    const client = open({ web: { url: server.url, requestTimeoutMs: 5_000 } });
    await expect(client.callTool("web", "odd")).rejects.toMatchObject({
      code: "SERVER_UNAVAILABLE",
    });
    expect(textOf(await client.callTool("web", "ok"))).toBe("ok");
    await eventually(() => !isOpen);
  });

  const batch = (id: number): string => JSON.stringify([notice, answer(id)]);
  const inTwo = (id: number): string => JSON.stringify([notice, answer(id)], null, 1);
  it.each<[how: string, write: (id: number) => string[]]>([
    ["in one event", (id) => [`data: ${batch(id)}\n\n`]],
    ["with a name and an id", (id) => [`event: message\nid: 7\ndata: ${batch(id)}\n\n`]],
    ["in lines", (id) => [`${inTwo(id).replace(/^/gm, "data: ")}\n\n`]],
    ["in lines that end by both signs", (id) => [`: hi\r\n\r\ndata:${batch(id)}\r\n\r\n`]],
    ["in single bytes", (id) => [...`data: ${batch(id)}\r\n\r\n`]],
    ["behind another event", (id) => [`data: ${JSON.stringify(notice)}\n\ndata: ${batch(id)}\n\n`]],
  ])("that is a batch is understood: %s", async (_, write) => {
    const both = async ({ id, response }: BareCall): Promise<void> => {
      events(response);
      for (const part of write(id)) await new Promise((sent) => response.write(part, sent));
    };
    const server = await listen(bare({ tools: { both } }));
    const client = open({ web: { url: server.url, requestTimeoutMs: 5_000 } });
    expect(textOf(await client.callTool("web", "both"))).toBe("ok");
  });

  it.each(["\r", "\n", "\r\n"])("is read whose lines end by %j", async (end) => {
    const talk = ({ id, response }: BareCall): unknown =>
      events(response).write(
        `: a${end}${end}data: ${JSON.stringify(answer(id))}${end}${end}${end}`,
      );
    const server = await listen(bare({ tools: { talk } }));
    const client = open({ web: { url: server.url, requestTimeoutMs: 5_000 } });
    expect(textOf(await client.callTool("web", "talk"))).toBe("ok");
  });
});

describe("null in place of what is absent", () => {
  const oddly = (id: number): object[] => [
    { id, result: { ...textResult("ok"), _meta: null } },
    { id, result: { ...textResult("ok"), _meta: { progressToken: null } } },
    { id, result: textResult("ok"), error: null },
  ];
  it.each([0, 1, 2])("is passed over in an answer by event or by JSON (%d)", async (index) => {
    const event_ = ({ id, response }: BareCall): unknown =>
      events(response).write(event(oddly(id)[index] as object));
    const plain = ({ id, response }: BareCall): unknown =>
      response
        .setHeader("content-type", "application/json")
        .end(JSON.stringify({ jsonrpc: "2.0", ...oddly(id)[index] }));
    const server = await listen(bare({ tools: { event_, plain } }));
    const client = open({ web: { url: server.url, requestTimeoutMs: 5_000 } });
    expect(textOf(await client.callTool("web", "event_"))).toBe("ok");
    expect(textOf(await client.callTool("web", "plain"))).toBe("ok");
  });

  it("hides no error, and no progress", async () => {
    const fail = ({ id, response }: BareCall): unknown =>
      events(response).write(event({ id, result: null, error: { code: 1, message: "no ink" } }));
    const work = ({ id, response }: BareCall): void => {
      const params = { progressToken: id, progress: 1, _meta: null };
      events(response).write(event({ method: "notifications/progress", params }));
      response.write(event({ id, result: textResult("ok") }));
    };
    const server = await listen(bare({ tools: { fail, work } }));
    const client = open({ web: { url: server.url, requestTimeoutMs: 5_000 } });
    await expect(client.callTool("web", "fail")).rejects.toMatchObject({ message: "no ink" });
    const seen: number[] = [];
    const onProgress = ({ progress }: { progress: number }): void => void seen.push(progress);
    await client.callTool("web", "work", {}, { onProgress });
    expect(seen).toEqual([1]);
  });
});
