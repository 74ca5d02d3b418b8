import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createToolServer, MCPClient, type VMExecutorOptions } from "@toolweave/core";
import { SandboxPool } from "@toolweave/core/node";
import { afterEach, describe, expect, it } from "vitest";
import { VMCodeExecutor } from "../src/index.js";
import { createCounterServer } from "./counter-server.js";
import { childrenOf, hasSandbox, sandboxesOf, until } from "./processes.js";

const clients: MCPClient[] = [];

function open(executorOptions: VMExecutorOptions = {}): MCPClient {
  const client = new MCPClient(
    { mcpServers: { counter: { server: createCounterServer().server } } },
    { codeMode: { executor: "vm", executorOptions } },
  );
  clients.push(client);
  return client;
}

/** As many executions at once, each in a sandbox of its own: they wait for each other. */
async function useAtOnce(client: MCPClient, count: number): Promise<void> {
  let met = 0;
  let tellAll = (): void => {};
  const haveMet = new Promise<void>((resolve) => {
    tellAll = resolve;
  });
  const handler = async (): Promise<{ content: never[] }> => {
    if (++met === count) tellAll();
    await haveMet;
    return { content: [] };
  };
  const tools = [{ name: "meet", inputSchema: { type: "object" }, handler }];
  client.addServer("gate", { server: createToolServer("gate", tools) });
  const running = Array.from({ length: count }, () => client.executeCode("await gate.meet()"));
  expect((await Promise.all(running)).map(({ error }) => error)).toEqual(running.map(() => null));
  await client.removeServer("gate");
}

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

describe("the pool", () => {
  it("gives 100 executions at once, with 10 tool calls each, 100 right results", async () => {
    const client = open();
    const results = await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        client.executeCode(`
          const parts = await Promise.all(
            Array.from({ length: 10 }, (_, j) => counter.add({ a: ${i}, b: j })),
          );
          return parts.reduce((sum, part) => sum + part.sum, 0);
        `),
      ),
    );
    expect(results.map(({ error }) => error)).toEqual(results.map(() => null));
    expect(results.map(({ result }) => result)).toEqual(results.map((_, i) => 10 * i + 45));
  });

  it("refuses executions beyond its queue, and serves the others", async () => {
    const client = open({ pool: { max: 1, maxQueue: 2 } });
    await client.executeCode("return 1");
    const slow = "await new Promise((resolve) => setTimeout(resolve, 200)); return 'done'";
    const results = await Promise.all(Array.from({ length: 5 }, () => client.executeCode(slow)));
    const codes = results.map(({ error_details }) => error_details?.code ?? "ok");
    const refused = "VM_POOL_EXHAUSTED";
    expect(codes.toSorted()).toEqual([refused, refused, "ok", "ok", "ok"]);
  });

  it("does not count as waiting who waits for no more than the start of a sandbox", async () => {
    const client = open({ pool: { max: 2, maxQueue: 3 } });
    const results = await Promise.all(Array.from({ length: 6 }, () => client.executeCode("1")));
    const codes = results.map(({ error_details }) => error_details?.code ?? "ok");
    expect(codes.toSorted()).toEqual(["VM_POOL_EXHAUSTED", "ok", "ok", "ok", "ok", "ok"]);
  });

  it.each([
    [{ timeout: 5 }, 'executorOptions has the unknown key "timeout". Did you mean "timeoutMs"?'],
    [{ pool: { maxx: 2 } }, 'executorOptions.pool has the unknown key "maxx". Did you mean "max"?'],
    [
      { memoryLimitMb: "100" },
      'executorOptions.memoryLimitMb must be a number of at least 16, not "100"',
    ],
    [
      { memoryLimitMb: null },
      "executorOptions.memoryLimitMb must be a number of at least 16, not null",
    ],
  ])("refuses options that are not known: %j", async (executorOptions, says) => {
    await expect(open(executorOptions as never).executeCode("1")).rejects.toThrow(says);
  });

  it("ends processes that are not used", async () => {
    const client = open({ pool: { min: 0, max: 2, idleMs: 100 } });
    await client.executeCode("return 1");
    await until(() => childrenOf(process.pid).length === 0 || !hasSandbox(process.pid));
    expect((await client.executeCode("return 2")).result).toBe(2);
  });

  it("does not take a stall of the host for one of the sandbox", async () => {
    const client = open({ pool: { min: 0, max: 1 } });
    for (let n = 0; n < 3; n++) {
      expect((await client.executeCode(`return ${n}`)).error).toBeNull();
      const end = Date.now() + 700;
      while (Date.now() < end);
    }
  });

  it("recovers from a sandbox process that is killed from outside", async () => {
    const client = open({ pool: { min: 1, max: 1 } });
    let tellBegun = (): void => {};
    const begun = new Promise<void>((resolve) => {
      tellBegun = resolve;
    });
    const running = client.executeCode("console.log('begun'); await new Promise(() => {})", {
      timeout: 20_000,
      onLog: tellBegun,
    });
    await begun;
    for (const pid of sandboxesOf(process.pid)) process.kill(pid, "SIGKILL");
    expect((await running).error_details).toMatchObject({ code: "SANDBOX_DIED" });
    expect((await client.executeCode("return 3")).result).toBe(3);
  });

  it.each([
    ["one", 1, 1],
    ["one of two", 2, 1],
    ["two", 2, 2],
  ])(
    "notices nothing of an idle process that is killed at the same moment: %s",
    async (_, max, killed) => {
      const client = open({ pool: { min: max, max } });
      for (let round = 0; round < 3; round++) {
        // Those that are started yet are no concern here.
        await useAtOnce(client, max);
        await until(() => sandboxesOf(process.pid).length === max);
        for (const pid of sandboxesOf(process.pid).slice(-killed)) process.kill(pid, "SIGKILL");
        const code = "const { sum } = await counter.add({ a: 1, b: 2 }); return sum";
        const { result, error, tool_calls } = await client.executeCode(code);
        expect([result, error, tool_calls?.length]).toEqual([3, null, 1]);
      }
    },
  );

  it("lets go of a sandbox that is lost while the deadline, or an abort, ends the execution", async () => {
    const client = open({ pool: { min: 1, max: 1 } });
    await client.executeCode("return 0");
    for (const pid of sandboxesOf(process.pid)) process.kill(pid, "SIGKILL");
    const late = await client.executeCode("for (;;);", 300);
    expect(late.error_details?.code).toBe("EXECUTION_TIMEOUT");
    await client.executeCode("return 0");
    for (const pid of sandboxesOf(process.pid)) process.kill(pid, "SIGKILL");
    const signal = AbortSignal.timeout(20);
    const aborted = await client.executeCode("await new Promise(() => {})", { signal });
    expect(aborted.error_details?.code).toBe("EXECUTION_ABORTED");
    expect((await client.executeCode("return 4")).result).toBe(4);
  });

  it("ends running and waiting executions when it is closed, twice", async () => {
    const client = open({ pool: { max: 1 } });
    await client.executeCode("return 1");
    const running = [
      client.executeCode("await new Promise(() => {})"),
      client.executeCode("while (true) {}"),
    ];
    await new Promise((resolve) => setTimeout(resolve, 100));
    await Promise.all([client.close(), client.close()]);
    const codes = (await Promise.all(running)).map(({ error_details }) => error_details?.code);
    expect(codes).toEqual(["EXECUTOR_CLOSED", "EXECUTOR_CLOSED"]);
    expect(hasSandbox(process.pid)).toBe(false);
  });
});

describe("isolation: thread", () => {
  it("runs code, keeps deadlines and the heap's limit", async () => {
    const client = open({ isolation: "thread", memoryLimitMb: 64 });
    const { result } = await client.executeCode(
      "const { sum }: any = await counter.add({ a: 1, b: 2 }); return [sum, typeof process]",
    );
    expect(result).toEqual([3, "undefined"]);
    expect((await client.executeCode("while (true) {}", 300)).error).toContain("timed out");
    // In small steps: a table that doubles may pass the limit by more than V8 allows before it aborts.
    const bomb = await client.executeCode("let list; for (;;) list = { list };");
    expect(bomb.error_details?.code).toBe("MEMORY_LIMIT");
    expect((await client.executeCode("return 4")).result).toBe(4);
  });

  it("does not keep a host alive", async () => {
    const host = fileURLToPath(new URL("host.mjs", import.meta.url));
    const child = spawn(process.execPath, [host, "leave", "thread"], { stdio: "ignore" });
    expect(await new Promise((resolve) => child.once("exit", resolve))).toBe(0);
  });
});

it("a pool whose runners cannot be started at all says so to who waits, and closes", async () => {
  const pool = new SandboxPool({
    guestRuntime: "",
    open: () => {
      throw new Error("not permitted");
    },
    options: { min: 1, max: 2, idleMs: 1_000, maxQueue: 10 },
    exhaustedCode: "VM_POOL_EXHAUSTED",
  });
  const { signal } = new AbortController();
  for (let n = 0; n < 2; n++) {
    await expect(pool.acquire({ signal })).rejects.toMatchObject({
      code: "SANDBOX_START_FAILED",
      message: "No sandbox could be started. not permitted",
    });
  }
  await pool.close();
});

describe("executorOptions", () => {
  it.each([
    [{ isolation: "container" }, "isolation"],
    [{ memoryLimitMb: 1 }, "memoryLimitMb"],
    [{ pool: { max: 0 } }, "pool.max"],
  ])("%j is refused by name", async (options, name) => {
    const client = open(options as VMExecutorOptions);
    await expect(client.executeCode("return 1")).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      message: expect.stringContaining(`executorOptions.${name}`),
    });
  });

  it("have a memory limit in whole MiB, and a path", async () => {
    const executorOptions = {
      memoryLimitMb: 100.5,
      pool: { min: undefined },
      timeoutMs: undefined,
    };
    const client = new MCPClient({}, { codeMode: { executor: "vm", executorOptions } });
    expect(await client.executeCode("return 1")).toMatchObject({ result: 1 });
    await client.close();
    for (const wrong of [{ memoryLimitMb: Number.POSITIVE_INFINITY }, { execPath: "" }]) {
      expect(() => new VMCodeExecutor(undefined, wrong)).toThrow(
        expect.objectContaining({ code: "CONFIG_INVALID" }),
      );
    }
  });

  it("name a Node program that does not exist: the error says so", async () => {
    const client = open({ execPath: "/no/such/node" });
    const { error_details } = await client.executeCode("return 1");
    expect(error_details?.code).toBe("SANDBOX_START_FAILED");
  });
});
