import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createToolServer, type MCPClient, type ToolCallRecord } from "@toolweave/core";
import { describe, expect, it, onTestFinished } from "vitest";
import { open } from "./support/clients.js";
import { rawServer } from "./support/raw-server.js";

const slow = createToolServer("slow", [
  {
    name: "wait",
    inputSchema: { type: "object" },
    handler: () => new Promise(() => {}),
  },
]);

function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "toolweave-unsent-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An MCP server over HTTP with one tool, until it is stopped. */
async function listening(): Promise<{ url: string; stop(): Promise<void> }> {
  const tools = [{ name: "take", inputSchema: { type: "object" } }];
  const results: Readonly<Record<string, (params: { protocolVersion: string }) => object>> = {
    initialize: ({ protocolVersion }) => ({
      protocolVersion,
      capabilities: { tools: {} },
      serverInfo: { name: "web", version: "1" },
    }),
    "tools/list": () => ({ tools }),
  };
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { id, method, params } = body === "" ? {} : JSON.parse(body);
    if (request.method !== "POST") return response.writeHead(405).end();
    if (id === undefined) return response.writeHead(202).end();
    response.writeHead(200, { "content-type": "application/json" });
    return response.end(JSON.stringify({ jsonrpc: "2.0", id, result: results[method]?.(params) }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What a model is told of the calls of an execution that failed. */
async function toldOf(client: MCPClient, code: string, timeout = 20_000): Promise<unknown> {
  const { content } = await client.callTool("code_mode", "execute_code", { code, timeout });
  return JSON.parse(String(content[0]?.["text"])).calls;
}

async function recordsOf(
  client: MCPClient,
  code: string,
  timeout = 20_000,
): Promise<ToolCallRecord[]> {
  return (await client.executeCode(code, timeout)).tool_calls ?? [];
}

describe("a call that is never sent", () => {
  it("has not taken effect, where its server never was there", async () => {
    const gone = { command: process.execPath, args: ["-e", "process.exit(3)"] };
    const client = open({ gone, hung: rawServer("hang") });
    for (const server of ["gone", "hung"]) {
      const code = `await ${server}.make({})`;
      expect(await toldOf(client, code, 2_000)).toBeUndefined();
      expect(await recordsOf(client, code, 2_000)).toMatchObject([
        { status: "error", error_code: "SERVER_UNAVAILABLE", unsent: true },
      ]);
    }
  });

  it("is told from one that was sent, when the execution ends", async () => {
    const limits = { maxConcurrentToolCalls: 1 };
    const client = open({ slow: { server: slow } }, { limits });
    const code = "await Promise.all([slow.wait(), slow.wait(), slow.wait()])";
    expect(await toldOf(client, code, 2_000)).toBe(
      "1 call got no answer and may have taken effect: slow.wait (call 1 of 3). " +
        "Do not repeat what is done.",
    );
    const records = await recordsOf(client, code, 2_000);
    expect(records.map(({ status }) => status)).toEqual(Array(3).fill("cancelled"));
    expect(records.map(({ unsent }) => unsent)).toEqual([undefined, true, true]);
  });

  it("has not taken effect, where its server could not be started again", async () => {
    const folder = tempFolder();
    // It starts once, and answers one call.
    const command = `mkdir "${folder}/once" && exec "${process.execPath}" "${rawServer().args?.[0]}" good`;
    const client = open({ raw: { command: "sh", args: ["-c", command] } });
    const code = "await raw.die().catch(() => {}); await raw.echo()";
    expect((await recordsOf(client, code)).map(({ unsent }) => unsent)).toEqual([undefined, true]);
  });

  it("has not taken effect, where nobody listens at its server's address any more", async () => {
    const server = await listening();
    const client = open({ web: { url: server.url, transport: "http" } });
    expect((await client.searchTools()).meta.total_tools).toBe(1);
    await server.stop();
    const code = "await web.take()";
    expect(await recordsOf(client, code)).toMatchObject([
      { error_code: "SERVER_UNAVAILABLE", unsent: true },
    ]);
  });

  it("has not taken effect, where its server was replaced while it waited", async () => {
    const quick = createToolServer("quick", [
      { name: "wait", inputSchema: { type: "object" }, handler: () => ({ content: [] }) },
    ]);
    const approve = async (): Promise<boolean> => {
      await client.removeServer("quick");
      client.addServer("quick", { server: quick });
      return true;
    };
    const policy = { default: "ask" as const, approve };
    const client: MCPClient = open({ quick: { server: quick } }, { policy });
    expect(await toldOf(client, "await quick.wait()")).toBeUndefined();
    expect(await recordsOf(client, "await quick.wait()")).toMatchObject([
      { error_code: "SESSION_CLOSED", unsent: true },
    ]);
  });

  it("may have taken effect, where its server died of it", async () => {
    const client = open({ raw: rawServer("good") });
    expect(await toldOf(client, "await raw.die()")).toContain("may have taken effect: raw.die");
  });
});
