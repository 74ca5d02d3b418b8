/**
 * Code mode through the client, from the model's code to the servers and back, with the VM executor.
 */
import { fileURLToPath } from "node:url";
import {
  MCPClient,
  type MCPClientOptions,
  type ServerConfig,
  type ToolResult,
} from "@toolweave/core";
import { afterEach, describe, expect, it } from "vitest";

const RAW_SERVER = fileURLToPath(
  new URL("../packages/core/test/fixtures/raw-server.mjs", import.meta.url),
);

const clients: MCPClient[] = [];

function open(
  mcpServers: Record<string, ServerConfig>,
  options: MCPClientOptions = { codeMode: true },
): MCPClient {
  const client = new MCPClient({ mcpServers }, options);
  clients.push(client);
  return client;
}

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

/** A server that does what it is told to do wrong; see the fixture. */
function raw(behaviour = "good", ...args: string[]): ServerConfig {
  return { command: process.execPath, args: [RAW_SERVER, behaviour, ...args] };
}

function jsonOf({ content }: ToolResult): unknown {
  return JSON.parse(String(content[0]?.["text"]));
}

async function eventually(probe: () => Promise<boolean>): Promise<void> {
  for (let left = 600; !(await probe()); left--) {
    if (left === 0) throw new Error(`never: ${probe}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe("the session code_mode", () => {
  it("offers a model the two tools, and they work", async () => {
    const client = open({ raw: raw() });
    const session = await client.createSession("code_mode");
    const names = (await session.listTools()).map(({ name }) => name);
    expect(names).toEqual(["execute_code", "search_tools"]);
    const found = await session.callTool("search_tools", { query: "echo", detail_level: "names" });
    expect(jsonOf(found)).toMatchObject({ results: [{ call: "raw.echo" }] });
    const code = "console.log('hi'); return await raw.echo({ a: 1 });";
    const run = await session.callTool("execute_code", { code });
    expect(jsonOf(run)).toMatchObject({ result: { a: 1 }, logs: ["hi"], error: null });
  });

  it("lets a model lower the timeout, and not raise it", async () => {
    const options = {
      codeMode: { executor: "vm", executorOptions: { timeoutMs: 1_500 } },
    } as const;
    const client = open({}, options);
    const session = await client.createSession("code_mode");
    const endless = { code: "for (;;);" };
    const lowered = await session.callTool("execute_code", { ...endless, timeout: 200 });
    expect(jsonOf(lowered)).toMatchObject({
      error: expect.stringContaining("timed out after 200"),
    });
    const raised = await session.callTool("execute_code", { ...endless, timeout: 600_000 });
    expect(jsonOf(raised)).toMatchObject({
      error: expect.stringContaining("timed out after 1500"),
    });
    const { error } = await client.executeCode(endless.code, 2_000);
    expect(error).toContain("timed out after 2000");
  });

  it("ends an execution whose call is cancelled", async () => {
    const client = open({ raw: raw() });
    const session = await client.createSession("code_mode");
    await client.createSession("raw");
    let asked = 0;
    const abort = new AbortController();
    const { signal } = abort;
    const code = "return await raw.sleep({ ms: 60000 });";
    const cancelled = expect(
      session.callTool("execute_code", { code }, { signal }),
    ).rejects.toMatchObject({ code: "TOOL_CALL_CANCELLED" });
    const seen = async (): Promise<string[]> =>
      jsonOf(await client.callTool("raw", "seen")) as string[];
    // Asking is one call, and may come before the other.
    await eventually(async () => {
      const calls = (await seen()).filter((method) => method === "tools/call");
      return calls.length > ++asked;
    });
    abort.abort();
    await cancelled;
    await eventually(async () =>
      (await seen()).some((method) => method.startsWith("notifications/cancelled")),
    );
  });
});

describe("code that calls tools", () => {
  it("is told which server fails and why, and reaches the others", async () => {
    const client = open({ broken: raw("exit", "4"), good: raw() });
    const { result, error, tool_calls } = await client.executeCode(`
      const outcome = await broken.echo({}).catch(({ name, code, message }) => ({ name, code, message }));
      return { outcome, good: await good.echo({ a: 1 }), namespaces: __tool_namespaces };
    `);
    expect(error).toBeNull();
    expect(result).toMatchObject({
      outcome: {
        name: "ToolError",
        code: "SERVER_UNAVAILABLE",
        message: expect.stringMatching(/The server "broken" could not be connected.*exit code 4/s),
      },
      good: { a: 1 },
      namespaces: ["good"],
    });
    expect(tool_calls?.map(({ error_code }) => error_code)).toEqual([
      "SERVER_UNAVAILABLE",
      undefined,
    ]);
  });

  it("is told in its error when it does not catch", async () => {
    const client = open({ broken: raw("list-error"), good: raw() });
    const { error, error_details } = await client.executeCode("return await broken.echo({});");
    expect(error_details?.code).toBe("SERVER_UNAVAILABLE");
    expect(error).toContain('The server "broken" could not list its tools: the tools are at lunch');
  });

  it("sees a server die under it, and finds it started anew", async () => {
    const client = open({ raw: raw() });
    const { result, error } = await client.executeCode(`
      const before = await raw.pid();
      const death = await raw.die({ code: 9 }).catch(({ code, message }) => ({ code, message }));
      return { death, alive: (await raw.pid()) !== before };
    `);
    expect(error).toBeNull();
    expect(result).toMatchObject({
      death: {
        code: "SERVER_UNAVAILABLE",
        message: expect.stringMatching(/exit code 9.*on fire/s),
      },
      alive: true,
    });
  });

  it("sees what a server has added since", async () => {
    const client = open({ raw: raw() });
    expect((await client.executeCode("return await raw.grow();")).result).toBe("1");
    await eventually(async () => {
      const code = "return (await search_tools('extra_0', 'names')).results[0].call";
      return (await client.executeCode(code)).result === "raw.extra_0";
    });
    const { error } = await client.executeCode("return await raw.extra_0();");
    expect(error).toContain("unknown tool extra_0");
  });

  it("may call many at once: none is cancelled afterwards, and Node warns of nothing", async () => {
    const warnings: string[] = [];
    const onWarning = ({ message }: Error): void => void warnings.push(message);
    process.on("warning", onWarning);
    const client = open({ raw: raw() });
    const { result } = await client.executeCode(`
      const echoes = await Promise.all(Array.from({ length: 100 }, (_, i) => raw.echo({ i })));
      return echoes.length;
    `);
    expect(result).toBe(100);
    const seen = jsonOf(await client.callTool("raw", "seen")) as string[];
    expect(seen.filter((method) => method.includes("cancelled"))).toEqual([]);
    process.off("warning", onWarning);
    expect(warnings).toEqual([]);
  });

  it("may share its signal with many executions: all end with it, and Node warns of nothing", async () => {
    const warnings: string[] = [];
    const warn = ({ name }: Error): void => void warnings.push(name);
    process.on("warning", warn);
    const client = open({});
    const stop = new AbortController();
    const code = "await new Promise(() => {})";
    const running = Array.from({ length: 15 }, () =>
      client.executeCode(code, { signal: stop.signal }),
    );
    setTimeout(() => stop.abort(), 300);
    const codes = (await Promise.all(running)).map(({ error_details }) => error_details?.code);
    process.off("warning", warn);
    expect(new Set(codes)).toEqual(new Set(["EXECUTION_ABORTED"]));
    expect(warnings).toEqual([]);
  });

  it("has what it leaves behind cancelled at the server", async () => {
    const client = open({ raw: raw() });
    await client.executeCode("void raw.sleep({ ms: 60000 }); await raw.echo({}); return 1;");
    await eventually(async () => {
      const seen = jsonOf(await client.callTool("raw", "seen")) as string[];
      return seen.filter((method) => method.includes("cancelled")).length === 1;
    });
  });

  it("survives a server that is killed under 50 calls", async () => {
    const client = open(
      { raw: raw(), other: raw() },
      { codeMode: { limits: { maxConcurrentToolCalls: 100 } } },
    );
    const execution = client.executeCode(
      `
      const calls = Array.from({ length: 50 }, () => raw.sleep({ ms: 60000 }));
      const outcomes = Promise.allSettled(calls);
      console.log(await raw.pid());
      const codes = new Set((await outcomes).map(({ reason }) => reason?.code));
      return { codes: [...codes], other: await other.echo({ a: 1 }) };
    `,
      {
        onLog: (pid) => void process.kill(Number(pid), "SIGKILL"),
      },
    );
    const { result, error } = await execution;
    expect(error).toBeNull();
    expect(result).toEqual({ codes: ["SERVER_UNAVAILABLE"], other: { a: 1 } });
  });
});

describe("servers that come and go while code runs", () => {
  it("do not disturb it", async () => {
    const client = open({ raw: raw(), gone: raw() });
    const { result, error } = await client.executeCode(
      `
        const lost = gone.sleep({ ms: 60000 }).catch(({ code }) => code);
        console.log(await gone.echo({}));
        const refused = await lost.then(() => gone.echo({})).catch(({ code }) => code);
        return { lost: await lost, refused, raw: await raw.echo({ a: 1 }) };
      `,
      {
        onLog: () => {
          client.addServer("late", raw());
          void client.removeServer("gone");
        },
      },
    );
    expect(error).toBeNull();
    expect(result).toEqual({
      lost: "SESSION_CLOSED",
      refused: "SERVER_UNKNOWN",
      raw: { a: 1 },
    });
    expect((await client.executeCode("return __tool_namespaces")).result).toEqual(["raw", "late"]);
  });
});

describe("closing the client while code runs", () => {
  it("ends the execution and the servers, and nothing hangs", async () => {
    const client = open({ raw: raw() });
    let announce = (_: number): void => {};
    const pid = new Promise<number>((resolve) => {
      announce = resolve;
    });
    const execution = client.executeCode(
      "console.log(await raw.pid()); return await raw.sleep({ ms: 60000 });",
      { onLog: (line) => announce(Number(line)) },
    );
    const server = await pid;
    await client.close();
    expect((await execution).error).not.toBeNull();
    expect(() => process.kill(server, 0)).toThrow("ESRCH");
    await expect(client.executeCode("return 1")).rejects.toMatchObject({ code: "CLIENT_CLOSED" });
  });

  it("ends searches and declarations that are still connecting", async () => {
    const client = open({ slow: raw("hang") });
    const asked = [client.searchTools("x"), client.getTypeDeclarations()];
    const outcomes = Promise.allSettled(asked);
    await client.close();
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: "rejected", reason: { code: "CLIENT_CLOSED" } });
    }
  });

  it("ends an execution that is still connecting", async () => {
    const client = open({ slow: raw("hang") });
    const execution = client.executeCode("return 1").catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const started = performance.now();
    await client.close();
    await execution;
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
