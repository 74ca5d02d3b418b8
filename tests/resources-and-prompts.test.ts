import { setTimeout as delay } from "node:timers/promises";
import {
  type ApprovalRequest,
  type CodeModeConfig,
  createToolServer,
  MCPClient,
} from "@toolweave/core";
import { afterEach, describe, expect, it } from "vitest";

const clients: MCPClient[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

/** A client whose server `my-docs` remembers what was read of it. */
function open(codeMode: CodeModeConfig = {}): {
  client: MCPClient;
  read: string[];
  cancelled: () => number;
  mostAtOnce: () => number;
} {
  const read: string[] = [];
  let cancelled = 0;
  let underWay = 0;
  let most = 0;
  const server = createToolServer("my-docs", [], {
    resources: {
      list: [{ uri: "docs:a", name: "a" }],
      async read(uri, { signal }) {
        read.push(uri);
        signal.addEventListener("abort", () => cancelled++);
        most = Math.max(most, ++underWay);
        await delay(uri === "docs:slow" ? 60_000 : 30, undefined, { signal }).catch(() => {});
        underWay--;
        return [{ uri, text: `the text of ${uri}` }];
      },
    },
    prompts: {
      list: [{ name: "review" }],
      get: (name, args) => {
        read.push(name);
        const content = { type: "text", text: JSON.stringify(args) };
        return { messages: [{ role: "user", content }] };
      },
    },
  });
  const client = new MCPClient({ mcpServers: { "my-docs": { server } } }, { codeMode });
  clients.push(client);
  return { client, read, cancelled: () => cancelled, mostAtOnce: () => most };
}

describe("a policy", () => {
  const denied = { name: "PolicyError", code: "POLICY_DENIED" };

  it.each(["my-docs.$resources.read", "my_docs.$resources.*", "*.$resources.read", "my-docs.*"])(
    "that denies %s denies reading, whatever the code does",
    async (match) => {
      const { client, read } = open({ policy: { rules: [{ match, action: "deny" }] } });
      const { result, tool_calls } = await client.executeCode(`
        const { read } = my_docs.$resources;
        const tries = [read("docs:a"), my_docs["$resources"].read("docs:a"), globalThis["my-docs"].$resources.read("docs:a")];
        setTimeout(() => my_docs.$resources.read("docs:a"), 1);
        const settled = await Promise.allSettled(tries);
        return settled.map(({ reason }) => ({ name: reason?.name, code: reason?.code }));`);
      expect(result).toEqual([denied, denied, denied]);
      const first = tool_calls?.slice(0, 3);
      expect(first?.map(({ tool, status }) => `${tool} ${status}`)).toEqual(
        Array(3).fill("$resources.read denied"),
      );
      await delay(50);
      expect(read).toEqual([]);
    },
  );

  it("that denies by default allows what is named", async () => {
    const { client, read } = open({
      policy: {
        default: "deny",
        rules: [
          { match: { annotations: { readOnlyHint: true } }, action: "allow" },
          {
            match: { tool: "$resources.read", args: { properties: { uri: { const: "docs:a" } } } },
            action: "allow",
          },
        ],
      },
    });
    const { result } = await client.executeCode(`
      const calls = [
        my_docs.$resources.read("docs:a"), my_docs.$resources.read("docs:b"), my_docs.$resources.list(),
        my_docs.$prompts.get("review"),
      ];
      return (await Promise.allSettled(calls)).map(({ reason }) => reason?.code ?? "ok");`);
    expect(result).toEqual(["ok", "POLICY_DENIED", "POLICY_DENIED", "POLICY_DENIED"]);
    expect(read).toEqual(["docs:a"]);
  });

  it("that asks shows what is wanted", async () => {
    const asked: ApprovalRequest[] = [];
    const { client, read } = open({
      policy: {
        default: "ask",
        approve: (request) => asked.push(request) > 0,
      },
    });
    await client.executeCode(
      'await my_docs.$resources.read("docs:a"); await my_docs.$prompts.get("review", { of: "x" })',
    );
    expect(read).toEqual(["docs:a", "review"]);
    expect(asked).toMatchObject([
      { server: "my-docs", namespace: "my_docs", tool: "$resources.read", args: { uri: "docs:a" } },
      { tool: "$prompts.get", args: { name: "review", arguments: { of: "x" } } },
    ]);
  });
});

describe("limits", () => {
  it("of calls at once hold for resources too", async () => {
    const { client, mostAtOnce } = open({ limits: { maxConcurrentToolCalls: 2 } });
    const { result } = await client.executeCode(`
      const uris = Array.from({ length: 8 }, (_, n) => "docs:" + n);
      return (await Promise.all(uris.map((uri) => my_docs.$resources.read(uri)))).length`);
    expect(result).toBe(8);
    expect(mostAtOnce()).toBe(2);
  });

  it("of the time of one call hold for resources too", async () => {
    const { client, cancelled } = open({ limits: { toolTimeoutMs: 100 } });
    const { result } = await client.executeCode(
      'return await my_docs.$resources.read("docs:slow").catch((error) => [error.code, error.message])',
    );
    expect(result).toEqual([
      "TOOL_TIMEOUT",
      expect.stringContaining("my_docs.$resources.read did not answer within 100 ms"),
    ]);
    expect(cancelled()).toBe(1);
  });
});

describe("the end of an execution", () => {
  it.each([
    ["a return", 'my_docs.$resources.read("docs:slow"); await my_docs.$prompts.list()', undefined],
    ["a deadline", 'await my_docs.$resources.read("docs:slow")', 1_500],
  ])("by %s cancels what is being read at the server", async (_, code, timeout) => {
    const { client, cancelled } = open();
    const { tool_calls, error } = await client.executeCode(code, timeout);
    if (timeout !== undefined) expect(error).toContain("my_docs.$resources.read");
    expect(tool_calls?.[0]).toMatchObject({ tool: "$resources.read", status: "cancelled" });
    await delay(100);
    expect(cancelled()).toBe(1);
  });
});

describe("a server that cannot be reached", () => {
  it("says so for its resources too", async () => {
    const client = new MCPClient(
      { mcpServers: { gone: { command: "/nowhere/at/all" } } },
      { codeMode: true },
    );
    clients.push(client);
    const { error_details } = await client.executeCode("await gone.$resources.list()");
    expect(error_details).toMatchObject({ code: "SERVER_UNAVAILABLE", line: 1 });
  });
});
