import { MCPClient, type VMExecutorOptions } from "@toolweave/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCounterServer } from "./counter-server.js";

const options: VMExecutorOptions = { memoryLimitMb: 128, timeoutMs: 20_000 };
let client: MCPClient;
let counter: ReturnType<typeof createCounterServer>;

beforeAll(() => {
  counter = createCounterServer();
  client = new MCPClient(
    { mcpServers: { counter: { server: counter.server } } },
    { codeMode: { executor: "vm", executorOptions: options } },
  );
});

afterAll(() => client.close());

describe("memory", () => {
  it.each([
    ["a Map without end", "const m = new Map(); for (let i = 0; ; i++) m.set(i, i);"],
    ["a Set without end", "const s = new Set(); for (let i = 0; ; i++) s.add(i);"],
    ["an array without end", "const a = []; for (;;) a.push({ a });"],
    ["typed arrays", "const a = []; for (;;) a.push(new Uint8Array(50e6).fill(1));"],
    ["strings", "let s = 'x'; const a = []; for (;;) { s += s.slice(0, 1e6); a.push([...s]); }"],
    [
      "memory grown bit by bit",
      "const a = []; for (;;) { a.push(new Uint8Array(1e6).fill(1)); await null; }",
    ],
  ])("%s ends the execution, and the next one works at once", async (_, code) => {
    const { error, error_details } = await client.executeCode(code);
    expect(error_details?.code).toBe("MEMORY_LIMIT");
    expect(error).toContain("memory");
    expect((await client.executeCode("return 'fine'")).result).toBe("fine");
  });
});

describe("deadlines", () => {
  it.each([
    ["a synchronous loop", "while (true) {}"],
    ["endless microtasks", "for (;;) await null"],
    ["a promise that never settles", "await new Promise(() => {})"],
    ["a regular expression that backtracks", "/^(a+)+$/.test('a'.repeat(50) + 'b')"],
    [
      "a loop that is left behind by a return",
      "Promise.resolve().then(() => { for (;;); }); await null; await null; return 1",
    ],
  ])("%s ends in time, and the host's event loop stays responsive", async (_, code) => {
    let ticks = 0;
    let longest = 0;
    let last = performance.now();
    const interval = setInterval(() => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      ticks++;
    }, 10);
    const started = performance.now();
    const { error, error_details } = await client.executeCode(code, 500);
    const elapsed = performance.now() - started;
    clearInterval(interval);
    expect(error).toContain("timed out after 500 ms");
    expect(error_details?.code).toBe("EXECUTION_TIMEOUT");
    expect(elapsed).toBeLessThan(1_500);
    expect(ticks).toBeGreaterThan(15);
    expect(longest).toBeLessThan(400);
  });

  it("keeps what was printed before a loop", async () => {
    const { logs } = await client.executeCode("console.log('before'); while (true) {}", 500);
    expect(logs).toEqual(["before"]);
  });
});

describe("after an execution", () => {
  it("nothing it left behind calls a tool", async () => {
    const before = counter.calls();
    const { result } = await client.executeCode(`
      setTimeout(() => counter.add({ a: 1, b: 1 }), 20);
      setInterval(() => counter.add({ a: 1, b: 1 }), 20);
      (async () => { for (;;) { await null; counter.add({ a: 1, b: 1 }).catch(() => {}); } })();
      return "returned";
    `);
    expect(result).toBe("returned");
    await client.executeCode("return 1");
    const atReturn = counter.calls();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(counter.calls()).toBe(atReturn);
    expect(before).toBeLessThanOrEqual(atReturn);
  });

  it("no global survives", async () => {
    await client.executeCode("globalThis.secret = 1; Array.prototype.secret = 2; return 0");
    const { result } = await client.executeCode("return [typeof secret, typeof [].secret]");
    expect(result).toEqual(["undefined", "undefined"]);
  });
});

describe("floods", () => {
  it("keeps the first part of a million log lines and counts the rest", async () => {
    const { logs, error } = await client.executeCode(
      "for (let i = 0; i < 1_000_000; i++) console.log('line ' + i)",
    );
    expect(error).toBeNull();
    expect(logs[0]).toBe("line 0");
    expect(logs.at(-1)).toMatch(/^\[WARN\] \d+ more lines were not kept/);
  });

  it("refuses a result of 100 MB with its size and a way out", async () => {
    const { error_details } = await client.executeCode("return 'x'.repeat(100e6)");
    expect(error_details).toMatchObject({ code: "RESULT_TOO_LARGE" });
    expect(error_details?.message).toMatch(/100000002 characters.*filter, aggregate or slice/s);
  });

  it("returns a result of 10 MB", async () => {
    const { result } = await client.executeCode("return 'ü'.repeat(10e6)");
    expect((result as string).length).toBe(10_000_000);
  });

  it("stops a flood of tool calls at the limit", async () => {
    const { result } = await client.executeCode(`
      const calls = Array.from({ length: 5_000 }, () => counter.add({ a: 1, b: 1 }));
      const settled = await Promise.allSettled(calls);
      const refused = settled.filter(({ status }) => status === "rejected");
      return { refused: refused.length, code: refused[0].reason.code };
    `);
    expect(result).toEqual({ refused: 4_000, code: "TOOL_CALL_LIMIT" });
  });
});
