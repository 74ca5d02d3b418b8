import { setTimeout as delay } from "node:timers/promises";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { ApprovalRequest, ToolPolicy } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { open } from "./support/clients.js";
import { openRepository } from "./support/repository.js";

function openAsking(approve?: ToolPolicy["approve"]): ReturnType<typeof openRepository> {
  const rules = [{ match: { annotations: { destructiveHint: true } }, action: "ask" as const }];
  return openRepository({ policy: { rules, ...(approve && { approve }) } });
}

describe("a rule that asks", () => {
  it("waits for as long as it may, however long that is", async () => {
    const rules = [{ match: "*", action: "ask" as const }];
    const approve = (): Promise<boolean> => delay(100, true);
    const policy = { rules, approve, approvalTimeoutMs: Number.POSITIVE_INFINITY };
    const { client, made } = openRepository({ policy });
    await client.executeCode("await my_repo.read()");
    expect(made).toEqual(["read"]);
  });

  it("shows the call, and makes it when it is allowed", async () => {
    const asked: ApprovalRequest[] = [];
    const { client, made } = openAsking((request) => asked.push(request) > 0);
    await client.executeCode('await my_repo.delete_one({ path: "a" }); await my_repo.read()');
    expect(made).toEqual(["delete_one a", "read"]);
    expect(asked).toMatchObject([
      {
        server: "my-repo",
        namespace: "my_repo",
        tool: "delete_one",
        args: { path: "a" },
        annotations: { destructiveHint: true },
      },
    ]);
  });

  it.each<[answer: string, approve: ToolPolicy["approve"], reason: string]>([
    ["false", () => false, "it was not approved"],
    ["a reason", () => ({ allow: false, reason: "not on Fridays" }), "not on Fridays"],
    ["nothing", (() => undefined) as never, "it was not approved"],
    ["no reason", () => ({ allow: false, reason: "" }), "it was not approved"],
    ["what is no reason", (() => ({ allow: false, reason: Symbol("x") })) as never, "not approved"],
    ["an error", () => Promise.reject(new Error("no terminal")), "no terminal"],
    ["nobody to answer", undefined, "codeMode.policy.approve"],
  ])("refuses the call after %s", async (_, approve, reason) => {
    const { client, made } = openAsking(approve);
    const { error } = await client.executeCode("await my_repo.delete_one()");
    expect(error).toContain(reason);
    expect(made).toEqual([]);
  });

  it("asks once for the same call several times at once, and not again for what is remembered", async () => {
    let asked = 0;
    const { client, made } = openAsking(async () => {
      asked++;
      await delay(50);
      return { allow: true, remember: true };
    });
    await client.executeCode(
      "await Promise.all([1, 2, 3].map(() => my_repo.delete_one({ path: 'a' })))",
    );
    await client.executeCode("await my_repo.delete_one({ path: 'b' })");
    expect(asked).toBe(1);
    expect(made).toHaveLength(4);
  });

  it.each<[what: string, update: object]>([
    ["description", { description: "Deletes everything" }],
    ["schema", { paramsSchema: { all: z.boolean().optional() } }],
    ["hints", { annotations: { destructiveHint: true } }],
  ])("asks anew about a tool with another %s than before", async (_, update) => {
    const server = new McpServer({ name: "s", version: "1.0.0" });
    const config = { description: "Deletes drafts", inputSchema: {} };
    const tool = server.registerTool("tidy", config, () => ({ content: [] }));
    let asked = 0;
    const approve = () => ({ allow: ++asked > 0, remember: true });
    const client = open({ s: { server } }, { policy: { default: "ask", approve } });
    await client.executeCode("await s.tidy()");
    server.sendToolListChanged();
    await client.executeCode("await s.tidy()");
    expect(asked).toBe(1);
    tool.update(update);
    const { error } = await client.executeCode("await s.tidy()");
    expect(error).toBeNull();
    expect(asked).toBe(2);
  });

  it("stops the clock while it waits", async () => {
    const { client, made } = openAsking(() => delay(2_000, true));
    const { error } = await client.executeCode("await my_repo.delete_one()", 1_500);
    expect(error).toBeNull();
    expect(made).toEqual(["delete_one"]);
    const late = await client.executeCode("await my_repo.delete_one(); while (true) {}", 1_500);
    expect(late.error).toContain("timed out");
  });

  it("is cancelled with the execution", async () => {
    let cancelled = false;
    const abort = new AbortController();
    const { client, made } = openAsking(({ signal }) => {
      signal.addEventListener("abort", () => {
        cancelled = true;
      });
      setTimeout(() => abort.abort(), 100);
      return new Promise(() => {});
    });
    const running = client.executeCode("await my_repo.delete_one()", { signal: abort.signal });
    expect((await running).error_details?.code).toBe("EXECUTION_ABORTED");
    expect(cancelled).toBe(true);
    expect(made).toEqual([]);
  });

  it("does not make a call of an execution that has ended, whatever the answer", async () => {
    const { client, made } = openAsking(() => delay(300, true));
    await client.executeCode("my_repo.delete_one({ path: 'left behind' }); await my_repo.read()");
    await client.executeCode("await my_repo.delete_one({ path: 'left behind' })");
    await delay(400);
    expect(made).toEqual(["read", "delete_one left behind"]);
  });

  it("asks anew about a call that is made while the last one that waited for the answer ends", async () => {
    for (let turns = 0; turns < 8; turns++) {
      const { client } = openAsking(() => delay(20, true));
      await client.searchTools();
      const call = { id: 1, server: "my-repo", tool: "delete_one", args: [{}] };
      const [first, second] = [client.executorHost.openGate({}), client.executorHost.openGate({})];
      const ended = expect(first.call(call)).rejects.toThrow("ended");
      await delay(5);
      first.close();
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      expect(await second.call(call)).toBe('"done"');
      await ended;
    }
  });

  it("asks about what is sent, however code and application change it meanwhile", async () => {
    const asked: unknown[] = [];
    const { client, made } = openAsking(async ({ args }) => {
      asked.push(`delete_one ${args["path"]}`);
      (args as { path: string }).path = "changed by the application";
      return delay(100, true);
    });
    await client.executeCode(`
      let looks = 0;
      const args = { path: "a" };
      const calls = [my_repo.delete_one(args), my_repo.delete_one({ get path() { return "look " + ++looks } })];
      args.path = "changed by the code";
      await Promise.all(calls);
    `);
    expect(made).toEqual(asked);
    expect(made).toEqual(["delete_one a", expect.stringMatching(/^delete_one look \d$/)]);
  });
});
