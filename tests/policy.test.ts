import { setTimeout as delay } from "node:timers/promises";
import {
  type ApprovalRequest,
  createToolServer,
  MCPClient,
  type ToolCallRecord,
  type ToolPolicy,
} from "@toolweave/core";
import { afterEach, describe, expect, it } from "vitest";

const clients: MCPClient[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

/** A client whose server `my-repo` remembers the calls that reach it. */
function open(policy: ToolPolicy): { client: MCPClient; made: string[] } {
  const made: string[] = [];
  const tool = (name: string, annotations = {}) => ({
    name,
    annotations,
    inputSchema: { type: "object", properties: { path: { type: "string" } } },
    handler: ({ path }: Record<string, unknown>) => {
      made.push(path === undefined ? name : `${name} ${path}`);
      return { content: [{ type: "text", text: "done" }] };
    },
  });
  const server = createToolServer("my-repo", [
    tool("read", { readOnlyHint: true }),
    tool("write"),
    tool("delete.all", { destructiveHint: true }),
    tool("delete_one", { destructiveHint: true }),
  ]);
  const client = new MCPClient(
    { mcpServers: { "my-repo": { server } } },
    { codeMode: { policy, executorOptions: { timeoutMs: 5_000 } } },
  );
  clients.push(client);
  return { client, made };
}

function statuses(calls: ToolCallRecord[] | undefined): string[] {
  return (calls ?? []).map(({ tool, status }) => `${tool} ${status}`);
}

describe("a rule that denies", () => {
  const policy: ToolPolicy = {
    rules: [{ match: "my-repo.delete*", action: "deny", reason: "nothing is deleted here" }],
  };

  it("throws a PolicyError, makes no call, and is in the record", async () => {
    const { client, made } = open(policy);
    const { result, tool_calls } = await client.executeCode(`
      try { await my_repo.delete_one({ path: "a" }) } catch (error) {
        await my_repo.read();
        return [error.name, error.code, error.tool, error.message, error instanceof ToolError];
      }
    `);
    expect(result).toEqual([
      "PolicyError",
      "POLICY_DENIED",
      "delete_one",
      "my_repo.delete_one was not called: nothing is deleted here",
      true,
    ]);
    expect(made).toEqual(["read"]);
    expect(statuses(tool_calls)).toEqual(["delete_one denied", "read ok"]);
  });

  it.each([
    ["raw names", 'await globalThis["my-repo"]["delete.all"]()'],
    ["identifiers", "await my_repo.delete_all()"],
    ["Promise.all", "await Promise.all([my_repo.delete_all(), my_repo.delete_one()])"],
    [
      "caught errors and another try",
      "try { await my_repo.delete_one() } catch {} await my_repo.delete_one()",
    ],
    [
      "calls that are not awaited",
      "my_repo.delete_one(); my_repo.delete_all(); await my_repo.read()",
    ],
    [
      "calls after the return",
      "setTimeout(() => my_repo.delete_one(), 20); Promise.resolve().then(() => my_repo.delete_one())",
    ],
    [
      "a tampered guest",
      "Object.prototype.action = 'allow'; Array.prototype.find = () => undefined; await my_repo.delete_one()",
    ],
  ])("holds against %s", async (_, code) => {
    const { client, made } = open(policy);
    await client.executeCode(code);
    await client.executeCode("await my_repo.write()");
    await delay(100);
    expect(made.filter((call) => call.startsWith("delete"))).toEqual([]);
    expect(made).toContain("write");
  });

  it("ends an execution that does not catch it, with its code and place", async () => {
    const { error_details } = await open(policy).client.executeCode("\nawait my_repo.delete_one()");
    expect(error_details).toMatchObject({ code: "POLICY_DENIED", name: "PolicyError", line: 2 });
  });
});

describe("rules", () => {
  it("are tried in order, and the default decides the rest", async () => {
    const { client, made } = open({
      default: "deny",
      rules: [
        {
          match: {
            tool: "write",
            args: { properties: { path: { pattern: "^/etc/" } }, required: ["path"] },
          },
          action: "deny",
        },
        { match: { server: "my_repo", tool: "write" }, action: "allow" },
        { match: { annotations: { readOnlyHint: true } }, action: "allow" },
      ],
    });
    await client.executeCode(`
      const calls = [my_repo.write({ path: "/etc/passwd" }), my_repo.write({ path: "/tmp/x" }),
        my_repo.read(), my_repo.delete_one()];
      return Promise.allSettled(calls);
    `);
    expect(made).toEqual(["write /tmp/x", "read"]);
  });

  it.each<[policy: object, says: string]>([
    [{ default: "maybe" }, "codeMode.policy.default"],
    [{ rules: [{ match: "delete", action: "deny" }] }, 'must be "server.tool"'],
    [{ rules: [{ match: {}, action: "deny" }] }, "codeMode.policy.rules[0].match"],
    [{ rules: [{ match: { tools: "x" }, action: "deny" }] }, "match.tools is unknown"],
    [{ rules: [{ match: { annotations: { destructive: true } }, action: "deny" }] }, "destructive"],
  ])("that are wrong are refused when the client is made: %j", (policy, says) => {
    expect(() => open(policy as ToolPolicy)).toThrow(
      expect.objectContaining({ code: "CONFIG_INVALID", message: expect.stringContaining(says) }),
    );
  });

  it("with a schema that cannot be checked are refused before anything runs", async () => {
    const { client, made } = open({
      rules: [{ match: { args: { properties: { path: { pattern: "(?=x)" } } } }, action: "allow" }],
    });
    await expect(client.executeCode("await my_repo.write()")).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      message: expect.stringContaining("rules[0].match.args"),
    });
    expect(made).toEqual([]);
  });
});

describe("a rule that asks", () => {
  const asking = (approve?: ToolPolicy["approve"]): ToolPolicy => ({
    rules: [{ match: { annotations: { destructiveHint: true } }, action: "ask" }],
    ...(approve && { approve }),
  });

  it("shows the call, and makes it when it is allowed", async () => {
    const asked: ApprovalRequest[] = [];
    const { client, made } = open(asking((request) => asked.push(request) > 0));
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
    ["an error", () => Promise.reject(new Error("no terminal")), "no terminal"],
    ["nobody to answer", undefined, "codeMode.policy.approve"],
  ])("refuses the call after %s", async (_, approve, reason) => {
    const { client, made } = open(asking(approve));
    const { error } = await client.executeCode("await my_repo.delete_one()");
    expect(error).toContain(reason);
    expect(made).toEqual([]);
  });

  it("asks once for the same call several times at once, and not again for what is remembered", async () => {
    let asked = 0;
    const { client, made } = open(
      asking(async () => {
        asked++;
        await delay(50);
        return { allow: true, remember: true };
      }),
    );
    await client.executeCode(
      "await Promise.all([1, 2, 3].map(() => my_repo.delete_one({ path: 'a' })))",
    );
    await client.executeCode("await my_repo.delete_one({ path: 'b' })");
    expect(asked).toBe(1);
    expect(made).toHaveLength(4);
  });

  it("stops the clock while it waits", async () => {
    const { client, made } = open(asking(() => delay(900, true)));
    const { error } = await client.executeCode("await my_repo.delete_one()", 400);
    expect(error).toBeNull();
    expect(made).toEqual(["delete_one"]);
    const late = await client.executeCode("await my_repo.delete_one(); while (true) {}", 400);
    expect(late.error).toContain("timed out");
  });

  it("is cancelled with the execution", async () => {
    let cancelled = false;
    const { client, made } = open(
      asking(
        ({ signal }) =>
          new Promise(() =>
            signal.addEventListener("abort", () => {
              cancelled = true;
            }),
          ),
      ),
    );
    const abort = new AbortController();
    const running = client.executeCode("await my_repo.delete_one()", { signal: abort.signal });
    await delay(200);
    abort.abort();
    expect((await running).error_details?.code).toBe("EXECUTION_ABORTED");
    expect(cancelled).toBe(true);
    expect(made).toEqual([]);
  });
});

describe("arguments", () => {
  const inputSchema = {
    type: "object",
    properties: {
      title: { type: "string" },
      state: { enum: ["open", "closed"] },
      labels: { type: "array", items: { type: "string" } },
    },
    required: ["title"],
    additionalProperties: false,
  };
  const connect = (validateArguments?: boolean): { client: MCPClient; seen: unknown[] } => {
    const seen: unknown[] = [];
    const handler = (args: unknown) => {
      seen.push(args);
      return { content: [{ type: "text", text: "created" }] };
    };
    const server = createToolServer("tracker", [{ name: "create_issue", inputSchema, handler }]);
    const client = new MCPClient(
      { mcpServers: { tracker: { server } } },
      { codeMode: validateArguments === undefined ? {} : { validateArguments } },
    );
    clients.push(client);
    return { client, seen };
  };

  it.each<[args: string, says: string]>([
    ["{}", "args.title is missing (string)"],
    ["{ title: 5 }", "args.title must be string, was given 5"],
    ['{ title: "x", labels: ["a", 1] }', "args.labels[1] must be string, was given 1"],
    [
      '{ title: "x", state: "opened" }',
      'args.state must be one of "open", "closed", was given "opened"',
    ],
    ['{ title: "x", label: ["a"] }', "args.label is unknown: did you mean labels?"],
  ])("%s are refused before anything is sent: %s", async (args, says) => {
    const { client, seen } = connect();
    const { error, error_details } = await client.executeCode(
      `await tracker.create_issue(${args})`,
    );
    expect(error_details).toMatchObject({
      code: "TOOL_ARGUMENTS_INVALID",
      name: "ToolArgumentsError",
    });
    expect(error).toContain(says);
    expect(error).toContain("tracker.create_issue(args: {");
    expect(seen).toEqual([]);
  });

  it("are never coerced", async () => {
    const { client, seen } = connect();
    await client.executeCode('await tracker.create_issue({ title: "5", state: "open" })');
    expect(seen).toEqual([{ title: "5", state: "open" }]);
  });

  it("are not looked at with validateArguments: false", async () => {
    const { client, seen } = connect(false);
    await client.executeCode("await tracker.create_issue({ titel: 5 })");
    expect(seen).toEqual([{ titel: 5 }]);
  });

  it("cannot hold up the host through a server's pattern", async () => {
    const schema = { type: "object", properties: { a: { type: "string", pattern: "^(a+)+$" } } };
    const server = createToolServer("s", [
      { name: "t", inputSchema: schema, handler: () => ({ content: [] }) },
    ]);
    const client = new MCPClient({ mcpServers: { s: { server } } }, { codeMode: true });
    clients.push(client);
    const { error } = await client.executeCode('await s.t({ a: "a".repeat(5_000) + "b" })', 10_000);
    expect(error).toContain("must match pattern");
  });
});
