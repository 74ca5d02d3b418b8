import { setTimeout as delay } from "node:timers/promises";
import { createToolServer, type ExecutionLimits } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { open } from "./support/clients.js";
import { eventually, rawServer, receivedBy } from "./support/raw-server.js";

const TOLD = "catch(({ name, code, message }) => ({ name, code, message }))";

describe("limits.toolTimeoutMs", () => {
  it("ends a call, at the server too, and the execution goes on", async () => {
    const client = open({ raw: rawServer() }, { limits: { toolTimeoutMs: 2_500 } });
    const { result, error, tool_calls } = await client.executeCode(`
      const late = await raw.sleep({ ms: 60000 }).${TOLD};
      return { late, next: await raw.echo({ a: 1 }) };
    `);
    expect(error).toBeNull();
    expect(result).toEqual({
      late: {
        name: "ToolError",
        code: "TOOL_TIMEOUT",
        message: "raw.sleep did not answer within 2500 ms, the most that one call may take",
      },
      next: { a: 1 },
    });
    expect(tool_calls).toMatchObject([
      { status: "error", error_code: "TOOL_TIMEOUT" },
      { status: "ok" },
    ]);
    expect(tool_calls?.[0]?.duration_ms).toBeLessThan(20_000);
    await eventually(async () =>
      (await receivedBy(client)).some((method) => method.startsWith("notifications/cancelled")),
    );
  });

  it("is the code of an execution that does not catch it", async () => {
    const client = open({ raw: rawServer() }, { limits: { toolTimeoutMs: 200 } });
    const { error_details } = await client.executeCode("\nawait raw.sleep({ ms: 60000 })");
    expect(error_details).toMatchObject({ code: "TOOL_TIMEOUT", line: 2 });
  });

  it("is not put off by progress, as the server's requestTimeoutMs is", async () => {
    const raw = { ...rawServer(), requestTimeoutMs: 2_000 };
    const code = `return await raw.progress({ steps: 10, ms: 250 }).${TOLD}`;
    expect((await open({ raw }).executeCode(code)).result).toBe('"done"');
    const limited = open({ raw }, { limits: { toolTimeoutMs: 1_000 } });
    expect((await limited.executeCode(code)).result).toMatchObject({ code: "TOOL_TIMEOUT" });
  });

  it("does not count the time for which a call waits for its turn, or for a person", async () => {
    const client = open(
      { raw: rawServer() },
      {
        limits: { toolTimeoutMs: 3_000, maxConcurrentToolCalls: 1 },
        policy: {
          rules: [{ match: "raw.echo", action: "ask" }],
          approve: () => delay(3_200, true),
        },
      },
    );
    await client.createSession("raw");
    const { result } = await client.executeCode(`
      const calls = [1, 2, 3].map(() => raw.sleep({ ms: 1_100 }));
      return (await Promise.all([...calls, raw.echo({ a: 1 })])).length;
    `);
    expect(result).toBe(4);
  });

  it("counts the time that a server takes to start again", async () => {
    process.env["TOOLWEAVE_TEST_LIMITS"] = "good";
    const raw = { ...rawServer(`\${TOOLWEAVE_TEST_LIMITS}`), connectTimeoutMs: 20_000 };
    const client = open({ raw }, { limits: { toolTimeoutMs: 1_500 } });
    await client.createSession("raw");
    process.env["TOOLWEAVE_TEST_LIMITS"] = "hang";
    const started = performance.now();
    const { result } = await client.executeCode(`
      await raw.die({}).catch(() => {});
      return await raw.echo({}).${TOLD};
    `);
    expect(result).toMatchObject({ code: "TOOL_TIMEOUT" });
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe("limits.maxConcurrentToolCalls", () => {
  it("has the other calls wait in the order in which they came", async () => {
    const made: unknown[] = [];
    const handler = async ({ n }: Record<string, unknown>) => {
      made.push(n);
      await delay(Number(n) % 2 === 0 ? 30 : 5);
      return { content: [] };
    };
    const server = createToolServer("s", [{ name: "t", inputSchema: { type: "object" }, handler }]);
    const client = open({ s: { server } }, { limits: { maxConcurrentToolCalls: 3 } });
    const numbers = Array.from({ length: 30 }, (_, n) => n);
    await client.executeCode("await Promise.all(Array.from({ length: 30 }, (_, n) => s.t({ n })))");
    expect(made).toEqual(numbers);
  });
});

describe("limits", () => {
  it.each<[limits: Partial<ExecutionLimits>, code: string, ends: string]>([
    [{ maxToolCalls: 1 }, "await raw.echo({}); await raw.echo({})", "TOOL_CALL_LIMIT"],
    [{ toolTimeoutMs: 100 }, "await raw.sleep({ ms: 60000 })", "TOOL_TIMEOUT"],
    [{ maxResultBytes: 100 }, "return 'x'.repeat(101)", "RESULT_TOO_LARGE"],
  ])("%j ends an execution that goes beyond with a code of its own", async (limits, code, ends) => {
    const { error_details } = await open({ raw: rawServer() }, { limits }).executeCode(code);
    expect(error_details?.code).toBe(ends);
  });

  it("of the log end nothing: the last line says how many are missing", async () => {
    const client = open({}, { limits: { maxLogBytes: 100 } });
    const code = "for (let i = 0; i < 100; i++) console.log('a line of text'); return 1";
    const { result, logs } = await client.executeCode(code);
    expect(result).toBe(1);
    expect(logs.slice(0, -1)).toEqual(Array(6).fill("a line of text"));
    expect(logs.at(-1)).toBe("[WARN] 94 more lines were not kept: the limit is 100 characters");
  });

  it.each(["maxLogBytes", "maxResultBytes", "maxContentBlocks", "maxToolCalls"] as const)(
    "may be none: %s",
    async (limit) => {
      const client = open({ raw: rawServer() }, { limits: { [limit]: Number.POSITIVE_INFINITY } });
      const { result, logs, content } = await client.executeCode(
        "console.log('kept'); emit('shown'); return await raw.echo({ a: 1 })",
      );
      expect({ result, logs, content }).toEqual({
        result: { a: 1 },
        logs: ["kept"],
        content: [{ type: "text", text: "shown" }],
      });
    },
  );

  it("of calls at once need not be a whole number", async () => {
    let [now, most] = [0, 0];
    const handler = async () => {
      most = Math.max(most, ++now);
      await delay(20);
      now--;
      return { content: [] };
    };
    const tool = { name: "t", inputSchema: { type: "object" }, handler };
    const limits = { maxConcurrentToolCalls: 2.5 };
    const client = open({ s: { server: createToolServer("s", [tool]) } }, { limits });
    await client.executeCode("await Promise.all(Array.from({ length: 10 }, () => s.t()))");
    expect(most).toBe(2);
  });

  it.each<[limits: unknown, says: string]>([
    [{ toolTimeoutMs: 0 }, "codeMode.limits.toolTimeoutMs must be a number of at least 1, not 0"],
    [
      { toolTimeoutMs: "5s" },
      'codeMode.limits.toolTimeoutMs must be a number of at least 1, not "5s"',
    ],
    [
      { maxCalls: 5 },
      'codeMode.limits has the unknown key "maxCalls". Did you mean "maxToolCalls"?',
    ],
    ["x", 'codeMode.limits must be an object, not "x"'],
  ])("that are wrong are refused when the client is made: %j", (limits, says) => {
    expect(() => open({}, { limits: limits as never })).toThrow(
      expect.objectContaining({ code: "CONFIG_INVALID", message: expect.stringContaining(says) }),
    );
  });
});

describe("limits.maxResultBytes", () => {
  it("bounds the arguments of one call, and of the calls under way together", async () => {
    const client = open({ raw: rawServer() }, { limits: { maxResultBytes: 1_000 } });
    const { result } = await client.executeCode(`
      const echo = (length) => raw.echo({ text: "x".repeat(length) }).then(() => "ok", ({ code, message }) => code + " " + message);
      return { one: await echo(1_000), many: await Promise.all([echo(400), echo(400), echo(400)]), next: await echo(400) };
    `);
    expect(result).toEqual({
      one: expect.stringMatching(
        /^TOOL_ARGUMENTS_INVALID .*the arguments have 10\d\d characters as JSON, and 1000 are allowed/,
      ),
      many: ["ok", "ok", expect.stringMatching(/^TOOL_CALL_LIMIT .*await some of them first/)],
      next: "ok",
    });
  });
});
