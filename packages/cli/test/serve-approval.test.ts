import type { Client } from "@modelcontextprotocol/sdk/client/index.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import {
  CancelledNotificationSchema,
  ElicitRequestSchema,
  type ElicitResult,
  isJSONRPCRequest,
  type JSONRPCMessage,
} from "@modelcontextprotocol/sdk/types.js";
import { describe, expect, it } from "vitest";
import { eventually } from "./support/processes.js";
import { demoServer, journalOf, project } from "./support/project.js";
import { connectHttp, execute, serveHttp, serveStdio } from "./support/serve.js";

const REMOVE = "return demo.remove({ name: 'x' })";

function asking(...args: string[]): string {
  return project({
    mcpServers: { demo: demoServer("journal.txt", ...args) },
    codeMode: { policy: { rules: [{ match: "demo.remove", action: "ask" }] } },
  });
}

/** A user who always gives the same answer, and the questions put to them. */
function user(answer: ElicitResult): { asked: string[]; prepare: (client: Client) => void } {
  const asked: string[] = [];
  const prepare = (client: Client): void =>
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
      asked.push(params.message);
      return answer;
    });
  return { asked, prepare };
}

async function errorOf(client: Client, code: string): Promise<unknown> {
  return (await execute(client, code)).structuredContent?.["error"];
}

describe("an answer that a client's user wants remembered", () => {
  it("holds for further calls of the session, and for nobody else", async () => {
    const folder = asking();
    const { url } = await serveHttp(folder);
    const alice = user({ action: "accept", content: { remember: true } });
    const bob = user({ action: "decline" });
    const elicitation = { elicitation: {} };
    const ofAlice = await connectHttp(url, undefined, elicitation, alice.prepare);
    const ofBob = await connectHttp(url, undefined, elicitation, bob.prepare);
    const ofEve = await connectHttp(url);
    expect(await errorOf(ofAlice, REMOVE)).toBeNull();
    expect(await errorOf(ofBob, REMOVE)).toContain("the user declined");
    expect(await errorOf(ofEve, REMOVE)).toContain("the client cannot ask its user");
    expect(await errorOf(ofAlice, REMOVE)).toBeNull();
    expect(await errorOf(ofBob, REMOVE)).toContain("the user declined");
    expect(alice.asked).toHaveLength(1);
    expect(bob.asked).toHaveLength(2);
    expect(journalOf(folder).match(/removed x/g)).toHaveLength(2);
  });
});

it.each(["stdio", "HTTP"])(
  "an answer that is remembered takes back what was asked at once, over %s",
  async (way) => {
    const folder = asking();
    const asked: string[] = [];
    const gone: string[] = [];
    const prepare = (client: Client): void =>
      client.setRequestHandler(ElicitRequestSchema, async ({ params }, { signal }) => {
        const [, name = ""] = /"name": "(\w)"/.exec(params.message) ?? [];
        asked.push(name);
        if (name === "b") return { action: "decline" };
        // As people do: one question after the other, and here they look at the third first.
        await eventually(() => asked.length === 4);
        if (name === "c") return { action: "accept", content: { remember: true } };
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        gone.push(name);
        return { action: "cancel" };
      });
    const client =
      way === "stdio"
        ? (await serveStdio(folder, { elicitation: {} }, prepare)).client
        : await connectHttp((await serveHttp(folder)).url, undefined, { elicitation: {} }, prepare);
    const answer = await execute(
      client,
      `const calls = [..."abcd"].map((name) => demo.remove({ name }));
     return (await Promise.allSettled(calls)).map(({ status }) => status)`,
    );
    const made = ["fulfilled", "rejected", "fulfilled", "fulfilled"];
    expect(answer.structuredContent?.["result"]).toEqual(made);
    await eventually(() => gone.length === 2);
    expect(gone.sort()).toEqual(["a", "d"]);
    expect(
      journalOf(folder)
        .match(/removed \w/g)
        ?.sort(),
    ).toEqual(["a", "c", "d"].map((name) => `removed ${name}`));
  },
);

it("an answer that is remembered holds for the tool as it was described", async () => {
  const alice = user({ action: "accept", content: { remember: true } });
  const { client } = await serveStdio(asking("rewrite"), { elicitation: {} }, alice.prepare);
  for (const code of [REMOVE, REMOVE, "return demo.rewrite()", REMOVE, REMOVE]) {
    expect(await errorOf(client, code)).toBeNull();
  }
  expect(alice.asked).toHaveLength(2);
  expect(alice.asked[1]).toContain("Removes everything");
});

describe("the question that a client's user is asked", () => {
  it.each<ElicitResult["action"]>(["accept", "decline"])(
    "is not taken back once it is answered, though the call is cancelled later: %s",
    async (action) => {
      const cancelled: unknown[] = [];
      const folder = asking();
      const { prepare } = user({ action });
      const { client } = await serveStdio(folder, { elicitation: {} }, (made) => {
        prepare(made);
        made.setNotificationHandler(CancelledNotificationSchema, ({ params }) => {
          cancelled.push(params.requestId);
        });
      });
      await errorOf(client, REMOVE);
      const cancel = new AbortController();
      const code = `await demo.remove({ name: "x" }).catch(() => {}); await demo.wait({ ms: 9000 })`;
      const call = client.callTool({ name: "execute_code", arguments: { code } }, undefined, {
        signal: cancel.signal,
      });
      await eventually(() => journalOf(folder).includes("wait began"));
      cancel.abort();
      await expect(call).rejects.toThrow();
      await eventually(() => journalOf(folder).includes("wait cancelled"));
      await client.ping();
      expect(cancelled).toEqual([]);
    },
  );

  it("goes away when the call is cancelled, the first of a session, too", async () => {
    const cancel = new AbortController();
    const gone: string[] = [];
    const { client } = await serveStdio(asking(), { elicitation: {} }, (asked) => {
      asked.setRequestHandler(ElicitRequestSchema, async (_request, { signal }) => {
        signal.addEventListener("abort", () => gone.push("the first question"));
        cancel.abort();
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        return { action: "cancel" };
      });
    });
    const call = { name: "execute_code", arguments: { code: REMOVE } };
    const { signal } = cancel;
    await expect(client.callTool(call, undefined, { signal })).rejects.toThrow();
    await eventually(() => gone.length > 0);
  });

  it("hides no argument behind another, and shows what a screen would not", async () => {
    const { asked, prepare } = user({ action: "decline" });
    const { client } = await serveStdio(asking(), { elicitation: {} }, prepare);
    const pad = "'x'.repeat(5000)";
    await execute(client, `return demo.remove({ pad: ${pad}, name: "\\u202e\\u009b2J\\u2028!" })`);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/x" … [\d,]+ more characters … "x/);
    expect(asked[0]).toContain(String.raw`"name": "\u202e\u009b2J\u2028!"`);
    expect(asked[0]?.length).toBeLessThan(3_000);
  });

  it("says how much of the arguments cannot be shown", async () => {
    const { asked, prepare } = user({ action: "decline" });
    const { client } = await serveStdio(asking(), { elicitation: {} }, prepare);
    const many = "Object.fromEntries(Array.from({ length: 1000 }, (_, i) => ['key' + i, i]))";
    await execute(client, `return demo.remove({ ...${many}, name: "x" })`);
    expect(asked[0]).toMatch(
      /^Code wants to call demo\.remove with arguments of which \d+ keys cannot be shown: /,
    );
  });
});

it("an answer that is not understood is told in words, and one that is no object at once", async () => {
  const { client } = await serveStdio(asking(), { elicitation: {} });
  const answers: unknown[] = [{ action: "yes" }, "accept", { action: "cancel" }];
  const transport = client.transport as Transport;
  const { onmessage } = transport;
  transport.onmessage = (message, extra) => {
    if (!isJSONRPCRequest(message)) return onmessage?.(message, extra);
    const answer = { jsonrpc: "2.0", id: message.id, result: answers.shift() };
    return transport.send(answer as JSONRPCMessage);
  };
  const first = await errorOf(client, REMOVE);
  expect(first).toContain('its action must be "accept", "decline" or "cancel"');
  expect(first).not.toContain("invalid_value");
  expect(await errorOf(client, REMOVE)).toContain("the answer is not JSON-RPC 2.0");
  expect(await errorOf(client, REMOVE)).toContain("the user dismissed the question");
});

it("a client that can send its user to an address alone is sent no form", async () => {
  const alice = user({ action: "accept" });
  const onlyUrl = { elicitation: { url: {} } };
  const folder = asking();
  const { client } = await serveStdio(folder, onlyUrl);
  expect(await errorOf(client, REMOVE)).toContain("it does not support elicitation by forms");
  expect(journalOf(folder)).not.toContain("removed");
  const both = { elicitation: { form: {}, url: {} } };
  const other = await serveStdio(folder, both, alice.prepare);
  expect(await errorOf(other.client, REMOVE)).toBeNull();
});
