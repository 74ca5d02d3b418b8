import { setTimeout as sleep } from "node:timers/promises";
import { createToolServer, MCPClient } from "@toolweave/core";
import type {} from "@toolweave/executor-quickjs";
import { afterAll, expect, it } from "vitest";

const server = createToolServer("echo", [
  {
    name: "echo",
    inputSchema: { type: "object", additionalProperties: true },
    handler: async (args) => {
      await sleep(Number(args["ms"] ?? 0));
      return { content: [{ type: "text", text: "again" }] };
    },
  },
]);
const client = new MCPClient(
  { mcpServers: { echo: { server } } },
  { codeMode: { executor: "quickjs" } },
);
afterAll(() => client.close());

it("timers fire while one call follows the other", async () => {
  const { result } = await client.executeCode(`
    let fired = 0;
    const timer = setInterval(() => fired++, 5);
    const end = Date.now() + 200;
    while (Date.now() < end) await echo.echo();
    clearInterval(timer);
    return fired;`);
  expect(result).toBeGreaterThan(3);
});

it("timers fire while a call is waited for, few of them and many", async () => {
  const { result } = await client.executeCode(`
    const firedDuring = async (count) => {
      let fired = 0;
      const timers = Array.from({ length: count }, () => setInterval(() => fired++, 20));
      await echo.echo({ ms: 400 });
      timers.forEach(clearInterval);
      return fired / count;
    };
    return [await firedDuring(1), await firedDuring(200)];`);
  for (const fired of result as number[]) expect(fired).toBeGreaterThan(3);
});

it("timers fire while answers come faster than the guest deals with them, few of them and many", async () => {
  const { result, error } = await client.executeCode(`
    const firedAfter = async (others) => {
      const start = Date.now();
      const timers = Array.from({ length: others }, () => setTimeout(() => {}, 60_000));
      let at;
      setTimeout(() => (at = Date.now() - start), 200);
      const work = async () => {
        while (at === undefined && Date.now() - start < 3_000) {
          await echo.echo();
          for (const end = Date.now() + 3; Date.now() < end; );
        }
      };
      await Promise.all(Array.from({ length: 10 }, work));
      timers.forEach(clearTimeout);
      return at ?? "never";
    };
    return [await firedAfter(0), await firedAfter(200)];`);
  expect(error).toBeNull();
  for (const at of result as number[]) {
    expect(at).toBeGreaterThan(195);
    expect(at).toBeLessThan(1_000);
  }
});

it("timers that are due together fire in their order, but for those that one of them cleared", async () => {
  const { result } = await client.executeCode(`
    const fired = [];
    const at = (ms, name) => setTimeout(() => fired.push(name), ms);
    at(30, "third");
    at(10, "first");
    setTimeout(() => clearTimeout(cleared), 20);
    const cleared = at(25, "cleared");
    setTimeout(() => fired.push("second"), 20);
    const call = echo.echo();
    for (const end = Date.now() + 100; Date.now() < end; );
    await call;
    await new Promise((resolve) => setTimeout(resolve, 50));
    return fired;`);
  expect(result).toEqual(["first", "second", "third"]);
});

it("a timer does not come before its time, whatever was waited for before it", async () => {
  const { result } = await client.executeCode(`
    let early = 0;
    for (let n = 0; n < 20; n++) {
      await echo.echo({ ms: 15 });
      const start = Date.now();
      await new Promise((resolve) => setTimeout(resolve, 10));
      if (Date.now() - start < 8) early++;
    }
    return early;`);
  expect(result).toBe(0);
});

it("a timer wins against a call that is late, and loses against one that is not", async () => {
  const { result } = await client.executeCode(`
    const within = (ms, call) =>
      Promise.race([call, new Promise((resolve) => setTimeout(resolve, ms, "late"))]);
    const answers = [];
    for (let n = 0; n < 10; n++) {
      answers.push(await within(2_000, echo.echo()), await within(30, echo.echo({ ms: 1_000 })));
    }
    return [...new Set(answers)].join();`);
  expect(result).toBe("again,late");
});

it("a guest that waits for a slow call is ended at once, and the next one runs", async () => {
  const abort = new AbortController();
  const waiting = client.executeCode("return echo.echo({ ms: 60_000 })", { signal: abort.signal });
  await sleep(200);
  const started = performance.now();
  abort.abort();
  expect((await waiting).error_details?.code).toBe("EXECUTION_ABORTED");
  expect((await client.executeCode("return echo.echo({ ms: 80 })")).result).toBe("again");
  expect(performance.now() - started).toBeLessThan(10_000);
});
