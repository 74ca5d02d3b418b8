import { setTimeout as sleep } from "node:timers/promises";
import { createToolServer, MCPClient } from "@toolweave/core";
import type {} from "@toolweave/executor-quickjs";
import { afterAll, expect, it } from "vitest";

let release = (): void => {};

const server = createToolServer("echo", [
  {
    name: "echo",
    inputSchema: { type: "object", additionalProperties: true },
    handler: async (args) => {
      await sleep(Number(args["ms"] ?? 0));
      return { content: [{ type: "text", text: "again" }] };
    },
  },
  {
    name: "hold",
    description: "Answers once release has been called",
    inputSchema: { type: "object" },
    handler: async () => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return { content: [] };
    },
  },
  {
    name: "release",
    inputSchema: { type: "object" },
    handler: () => {
      release();
      return { content: [] };
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
    const end = Date.now() + 10_000;
    while (fired <= 3 && Date.now() < end) await echo.echo();
    clearInterval(timer);
    return fired;`);
  expect(result).toBeGreaterThan(3);
});

it("timers fire while a call is waited for, few of them and many", async () => {
  const { result } = await client.executeCode(`
    const firedDuring = async (count) => {
      let fired = 0;
      const fire = () => { if (++fired === 4 * count) echo.release(); };
      const timers = Array.from({ length: count }, () => setInterval(fire, 20));
      await echo.hold();
      timers.forEach(clearInterval);
      return fired / count;
    };
    return [await firedDuring(1), await firedDuring(200)];`);
  for (const fired of result as number[]) expect(fired).toBeGreaterThanOrEqual(4);
});

it("timers fire while answers come faster than the guest deals with them, few of them and many", async () => {
  const { result, error } = await client.executeCode(`
    const workUntilFired = async (others) => {
      const start = Date.now();
      const timers = Array.from({ length: others }, () => setTimeout(() => {}, 60_000));
      let at, late = 0;
      setTimeout(() => (at = Date.now() - start), 200);
      const work = async () => {
        while (at === undefined && late < 250) {
          await echo.echo();
          if (Date.now() - start > 200) late++;
          for (const end = Date.now() + 3; Date.now() < end; );
        }
      };
      await Promise.all(Array.from({ length: 10 }, work));
      timers.forEach(clearTimeout);
      return { at: at ?? "never", late };
    };
    return [await workUntilFired(0), await workUntilFired(200)];`);
  expect(error).toBeNull();
  for (const { at, late } of result as { at: number; late: number }[]) {
    expect(at).toBeGreaterThan(195);
    // Answers that were dealt with when the timer was due: each takes 3 ms, and longer on a busy machine.
    expect(late).toBeLessThan(200);
  }
});

it("timers that are due together fire in their order, but for those that one of them cleared", async () => {
  const { result } = await client.executeCode(`
    const fired = [];
    const at = (ms, name) => setTimeout(() => fired.push(name), ms);
    at(600, "third");
    at(200, "first");
    setTimeout(() => clearTimeout(cleared), 400);
    const cleared = at(500, "cleared");
    setTimeout(() => fired.push("second"), 400);
    const call = echo.echo();
    for (const end = Date.now() + 650; Date.now() < end; );
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
      answers.push(await within(20_000, echo.echo()), await within(30, echo.hold()));
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
