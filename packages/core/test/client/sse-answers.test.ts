import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { textResult } from "../support/bare-server.js";
import { open } from "../support/clients.js";
import { type HttpServer, listen } from "../support/http-server.js";
import { textOf } from "../support/results.js";
import { within } from "../support/within.js";

/** Gives the text of the event by which a call is answered. */
type Answer = (id: number) => string;

const answer = (message: object): string => JSON.stringify({ jsonrpc: "2.0", ...message });

/** A server over SSE alone, from before Streamable HTTP, whose tools answer as they like. */
async function oldServer(tools: Readonly<Record<string, Answer>>): Promise<HttpServer> {
  let stream: ServerResponse | undefined;
  return listen(async (request, response) => {
    if (request.method === "GET") {
      stream = response.writeHead(200, { "content-type": "text/event-stream" });
      return stream.write("event: endpoint\ndata: /messages\n\n");
    }
    let body = "";
    for await (const chunk of request) body += chunk;
    const { id, method, params } = JSON.parse(body);
    response.writeHead(202).end();
    const serverInfo = { name: "old", version: "1" };
    const handshake = { protocolVersion: "2024-11-05", capabilities: { tools: {} }, serverInfo };
    const text =
      method === "initialize"
        ? answer({ id, result: handshake })
        : method === "tools/call" && tools[params.name]?.(id);
    if (text) stream?.write(`data: ${text}\n\n`);
  });
}

describe("a server over SSE", () => {
  it("that answers with what is no JSON-RPC fails the call at once, and its session lives", async () => {
    const server = await oldServer({
      odd: (id) => answer({ id, result: null }),
      ok: (id) => answer({ id, result: textResult("ok") }),
    });
    const client = open({ old: { url: server.url, transport: "sse" } });
    const session = await client.createSession("old");
    await expect(within(10_000, client.callTool("old", "odd"))).rejects.toMatchObject({
      code: "TOOL_FAILED",
      message: "the server's answer is not valid JSON-RPC",
    });
    expect(textOf(await client.callTool("old", "ok"))).toBe("ok");
    expect(client.getSession("old")).toBe(session);
  });

  it("that answers in batches is understood", async () => {
    const server = await oldServer({
      both: (id) =>
        `[${answer({ method: "notifications/x" })},${answer({ id, result: textResult("ok") })}]`,
    });
    const client = open({ old: { url: server.url, transport: "sse", requestTimeoutMs: 10_000 } });
    expect(textOf(await client.callTool("old", "both"))).toBe("ok");
  });
});
