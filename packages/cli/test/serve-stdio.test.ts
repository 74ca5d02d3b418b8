import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import type { Client } from "@modelcontextprotocol/sdk/client/index.js";
import {
  type CallToolResult,
  ElicitRequestSchema,
  type ElicitResult,
  LATEST_PROTOCOL_VERSION,
  ToolListChangedNotificationSchema,
} from "@modelcontextprotocol/sdk/types.js";
import type { ToolSearchResponse } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { startCli } from "./support/cli.js";
import { eventually, isRunning } from "./support/processes.js";
import { demoServer, HELD, journalOf, letGo, npmServer, project } from "./support/project.js";
import { execute, serveStdio } from "./support/serve.js";

const ASK_TO_REMOVE = { policy: { rules: [{ match: "demo.remove", action: "ask" }] } };

function answering(answer: ElicitResult, asked: string[] = []): (client: Client) => void {
  return (client) =>
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
      asked.push(params.message);
      return answer;
    });
}

describe("toolweave serve over stdio", () => {
  it("offers two tools with annotations and output schemas", async () => {
    const { client } = await serveStdio(project({ mcpServers: { demo: demoServer() } }));
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(["execute_code", "search_tools"]);
    expect(tools[0]?.annotations).toMatchObject({ destructiveHint: true });
    expect(tools[1]?.annotations).toMatchObject({ readOnlyHint: true });
    expect(tools.every(({ outputSchema }) => outputSchema?.type === "object")).toBe(true);
  });

  it("runs code that calls tools, and answers as text and as structure", async () => {
    const { client } = await serveStdio(project({ mcpServers: { demo: demoServer() } }));
    const answer = await execute(
      client,
      "console.log('hi'); return await demo.add({ a: 1, b: 2 })",
    );
    expect(answer.isError).toBe(false);
    expect(answer.structuredContent).toMatchObject({ result: "3", logs: ["hi"], error: null });
    const [block] = answer.content;
    expect(block?.type === "text" && JSON.parse(block.text)).toEqual(answer.structuredContent);
  });

  it("says nothing before the handshake, though its servers are there before", async () => {
    const child = startCli(["serve"], { cwd: project({ mcpServers: { demo: demoServer() } }) });
    const lines: string[] = [];
    createInterface(child.stdout).on("line", (line) => lines.push(line));
    await delay(1_500);
    const clientInfo = { name: "test", version: "1" };
    const params = { protocolVersion: LATEST_PROTOCOL_VERSION, capabilities: {}, clientInfo };
    const request = { jsonrpc: "2.0", id: 7, method: "initialize", params };
    child.stdin.write(`${JSON.stringify(request)}\n`);
    await eventually(() => lines.length > 0);
    expect(JSON.parse(String(lines[0]))).toMatchObject({ id: 7, result: {} });
  });

  it("finds tools", async () => {
    const { client } = await serveStdio(project({ mcpServers: { demo: demoServer() } }));
    const answer = await client.callTool({ name: "search_tools", arguments: { query: "add" } });
    expect(answer.structuredContent).toMatchObject({ results: [{ call: "demo.add" }, {}] });
  });

  it("tells of an error in the code as an error of the tool", async () => {
    const { client } = await serveStdio(project());
    const answer = await execute(client, "throw new Error('no')");
    expect(answer.isError).toBe(true);
    expect(answer.structuredContent?.["error"]).toContain("no");
  });

  it("answers wrong arguments with what is wrong, for the model to read", async () => {
    const { client } = await serveStdio(project());
    const answer = await client.callTool({ name: "execute_code", arguments: { code: 1 } });
    expect(answer).toMatchObject({ isError: true });
    expect(JSON.stringify(answer.content)).toContain("code must be a string");
  });

  it("cuts structure and text alike to what a model is shown", async () => {
    const { client } = await serveStdio(project({ codeMode: { outputBudget: 2_000 } }));
    const code =
      "for (let i = 0; i < 500; i++) console.log('line ' + i); return 'x'.repeat(50_000)";
    const answer = await execute(client, code);
    expect(JSON.stringify(answer.structuredContent).length).toBeLessThan(3_000);
    expect(answer.structuredContent?.["cut"]).toBeDefined();
  });

  it("cuts a search by whole results, in structure and text alike, and says how to go on", async () => {
    const mcpServers = { demo: demoServer(), memory: npmServer("memory") };
    const { client } = await serveStdio(project({ mcpServers, codeMode: { outputBudget: 1_500 } }));
    // The client checks structures against the output schemas that it was told.
    await client.listTools();
    const params = { name: "search_tools", arguments: { query: "", detail_level: "descriptions" } };
    const { content, structuredContent } = (await client.callTool(params)) as CallToolResult;
    const [block] = content;
    const text = block?.type === "text" ? block.text : "";
    expect(text.length).toBeLessThanOrEqual(1_500);
    expect(JSON.parse(text)).toEqual(structuredContent);
    const { meta, results } = structuredContent as unknown as ToolSearchResponse;
    expect(meta).toMatchObject({ result_count: 14, has_more: true });
    const left = `${14 - results.length} more are left out: set offset: ${results.length} for the next`;
    expect(meta.notes?.at(-1)).toContain(left);
  });

  it("tells of logs and nested calls while code runs", async () => {
    const folder = project({ mcpServers: { demo: demoServer() } });
    const { client } = await serveStdio(folder);
    const heard: string[] = [];
    const text = (): string => heard.join("\n").replace(/\d+ ms/g, "MS");
    const told = "one\n→ demo.wait\n← demo.wait: ok, MS\ntwo\n→ demo.wait";
    const code = `console.log('one'); await demo.wait({ ms: 500 }); console.log('two'); ${HELD} return 0`;
    await client.callTool({ name: "execute_code", arguments: { code } }, undefined, {
      onprogress: ({ message = "" }) => {
        heard.push(message);
        if (text().includes(told)) letGo(folder);
      },
    });
    expect(heard.length).toBeGreaterThan(1);
    expect(text()).toContain(told);
  });

  it("tells of what comes last apart from the result, with which the client would drop it", async () => {
    const { client } = await serveStdio(project({ mcpServers: { demo: demoServer() } }));
    let heard = 0;
    for (let i = 0; i < 10; i++) {
      const params = { name: "execute_code", arguments: { code: "console.log('last'); return 0" } };
      await client.callTool(params, undefined, { onprogress: () => void heard++ });
    }
    // A machine that is busy may still deliver both at once, and most often does if it is very busy.
    expect(heard).toBeGreaterThan(0);
  });

  it("passes images on", async () => {
    const { client } = await serveStdio(project({ mcpServers: { demo: demoServer() } }));
    const { content } = await execute(client, "emit(await demo.draw()); return 'drawn'");
    expect(content).toContainEqual(
      expect.objectContaining({ type: "image", mimeType: "image/png" }),
    );
  });

  it("cancels code, and what it called, when the client cancels", async () => {
    const folder = project({ mcpServers: { demo: demoServer("journal.txt") } });
    const { client } = await serveStdio(folder);
    const abort = new AbortController();
    const params = { name: "execute_code", arguments: { code: "await demo.wait({ ms: 60000 })" } };
    const call = client.callTool(params, undefined, { signal: abort.signal });
    const ended = call.then(
      () => "answered",
      () => "cancelled",
    );
    await eventually(() => journalOf(folder).includes("wait began"));
    abort.abort();
    expect(await ended).toBe("cancelled");
    await eventually(() => journalOf(folder).includes("wait cancelled"));
    expect((await execute(client, "return 1 + 1")).structuredContent).toMatchObject({ result: 2 });
  });

  it("has the client's user approve what the policy asks about", async () => {
    const asked: string[] = [];
    const folder = project({ mcpServers: { demo: demoServer() }, codeMode: ASK_TO_REMOVE });
    const answer = answering({ action: "accept", content: {} }, asked);
    const { client } = await serveStdio(folder, { elicitation: {} }, answer);
    const { structuredContent } = await execute(client, "return demo.remove({ name: 'x' })");
    expect(structuredContent).toMatchObject({ result: "removed x" });
    expect(asked).toEqual([expect.stringContaining("demo.remove")]);
  });

  it("does not call what the user declines", async () => {
    const folder = project({
      mcpServers: { demo: demoServer("journal.txt") },
      codeMode: ASK_TO_REMOVE,
    });
    const { client } = await serveStdio(
      folder,
      { elicitation: {} },
      answering({ action: "decline" }),
    );
    const answer = await execute(client, "return demo.remove({ name: 'x' })");
    expect(answer.structuredContent?.["error"]).toContain("the user declined");
    expect(journalOf(folder)).not.toContain("removed");
  });

  it("refuses what the policy asks about where the client cannot ask", async () => {
    const folder = project({ mcpServers: { demo: demoServer() }, codeMode: ASK_TO_REMOVE });
    const { client } = await serveStdio(folder);
    const answer = await execute(client, "return demo.remove({ name: 'x' })");
    expect(answer.isError).toBe(true);
    expect(answer.structuredContent?.["error"]).toContain("the client cannot ask its user");
  });

  it("names the servers before they are up, and tells when their tools are known or change", async () => {
    let changes = 0;
    const mcpServers = {
      demo: demoServer(),
      "other-one": npmServer("memory"),
      off: { ...demoServer(), disabled: true },
    };
    const folder = project({ mcpServers });
    const { client } = await serveStdio(folder, {}, (made) =>
      made.setNotificationHandler(ToolListChangedNotificationSchema, () => void changes++),
    );
    expect(client.getInstructions()).toMatch(/`demo`.*\n.*`other_one`/);
    expect(client.getInstructions()).not.toContain("`off`");
    const listed = async (): Promise<string> =>
      (await client.listTools()).tools[1]?.description ?? "";
    await eventually(async () => (await listed()).includes("demo (5), other_one (9)"));
    const before = await eventually(() => changes);
    await execute(client, "await demo.grow()");
    await eventually(() => changes > before);
    expect(await listed()).toContain("demo (6)");
  });

  it("tells of tools of which no name has changed, once for each change", async () => {
    const mcpServers = { demo: demoServer("journal.txt", "rewrite") };
    let changes = 0;
    const { client } = await serveStdio(project({ mcpServers }), {}, (made) =>
      made.setNotificationHandler(ToolListChangedNotificationSchema, () => void changes++),
    );
    const listed = async (): Promise<string> =>
      (await client.listTools()).tools[1]?.description ?? "";
    await eventually(async () => (await listed()).includes("demo (6)"));
    await eventually(() => changes);
    for (const what of ["description", "schema", "hints"]) {
      const before = changes;
      await execute(client, `await demo.rewrite({ what: "${what}" })`);
      await eventually(() => changes > before);
    }
    const before = changes;
    await execute(client, 'await demo.rewrite({ what: "nothing" })');
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(changes).toBe(before);
  });

  it("tells of a server's new tools while another does not say what it has now", async () => {
    const mcpServers = { demo: demoServer(), mute: demoServer("journal.txt", "hush") };
    let changes = 0;
    const { client } = await serveStdio(project({ mcpServers }), {}, (made) =>
      made.setNotificationHandler(ToolListChangedNotificationSchema, () => void changes++),
    );
    const listed = async (): Promise<string> =>
      (await client.listTools()).tools[1]?.description ?? "";
    await eventually(async () => (await listed()).includes("demo (5), mute (6)"));
    await execute(client, "await mute.hush()");
    // By then the changed list has been asked for, in vain.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const before = changes;
    await execute(client, "await demo.grow()");
    await eventually(() => changes > before);
    expect(await listed()).toContain("demo (6)");
  });

  it("works with four servers where the fifth is broken", async () => {
    const four = Object.fromEntries(["a", "b", "c", "d"].map((name) => [name, demoServer()]));
    const broken = { command: process.execPath, args: ["-e", "process.exit(3)"] };
    const { client } = await serveStdio(project({ mcpServers: { ...four, broken } }));
    const code =
      "return [await a.add({ a: 1, b: 1 }), await d.add({ a: 2, b: 2 }), __tool_namespaces.length]";
    expect((await execute(client, code)).structuredContent).toMatchObject({
      result: ["2", "4", 4],
    });
  });

  it("answers what is under way with an error on SIGTERM", async () => {
    const folder = project({ mcpServers: { demo: demoServer("journal.txt") } });
    const { client, pid } = await serveStdio(folder);
    const answer = execute(client, "await demo.wait({ ms: 60000 })").catch(String);
    await eventually(() => journalOf(folder).includes("wait began"));
    process.kill(pid, "SIGTERM");
    expect(await answer).toContain("toolweave was ended before this request was answered");
  });

  it("leaves no process behind when stdin ends in the middle of an execution", async () => {
    const folder = project({ mcpServers: { demo: demoServer("journal.txt") } });
    const { client, pid } = await serveStdio(folder);
    execute(client, "await demo.wait({ ms: 60000 })").catch(() => {});
    await eventually(() => journalOf(folder).includes("wait began"));
    const server = Number(/pid (\d+)/.exec(journalOf(folder))?.[1]);
    await client.close();
    await eventually(() => !isRunning(pid) && !isRunning(server));
    expect(isRunning(server)).toBe(false);
  });
});
