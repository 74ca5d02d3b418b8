import { describe, expect, it } from "vitest";
import { Benches, pause, until } from "./support/bench.js";

const benches = new Benches();

const TEN_CALLS = `
  const numbers = [];
  for (let n = 0; n < 10; n++) numbers.push((await tools.echo({ n })).n);
  return numbers;`;
const NUMBERS = Array.from({ length: 10 }, (_, n) => n);

describe("faults of the service that pass", () => {
  it.each([
    ["429", { outcome: 429 }],
    ["429 with Retry-After", { outcome: 429, retryAfterSeconds: 1 }],
    ["500", { outcome: 500 }],
    ["502", { outcome: 502 }],
    ["a connection that is dropped", { outcome: "drop-before" }],
  ] as const)("do not keep a sandbox from being made: %s", async (_, fault) => {
    benches.standIn.faults.failNext({ plane: "control", matching: "POST", count: 2, ...fault });
    const { client } = benches.open();
    expect((await client.executeCode("return 1")).result).toBe(1);
    expect(benches.standIn.sandboxes()).toMatchObject({ created: 1, alive: 1 });
  });

  it.each([429, 500, 502, "drop-before", "drop-after"] as const)(
    "do not keep a process from being started: %s",
    async (outcome) => {
      benches.standIn.faults.failNext({ plane: "envd", matching: "Process/Start", outcome });
      const { client } = benches.open();
      expect((await client.executeCode("return 1")).result).toBe(1);
    },
  );

  it.each([429, 500, 502, "drop-before", "drop-after"] as const)(
    "lose no reply, and make no call twice: %s",
    async (outcome) => {
      const { client, echoed } = benches.open();
      await client.executeCode("return 1");
      await pause(500);
      const { faults } = benches.standIn;
      const { result } = await client.executeCode(TEN_CALLS, {
        onToolCall: ({ status }) => {
          if (status === "ok") faults.failNext({ plane: "envd", matching: "SendInput", outcome });
        },
      });
      expect(result).toEqual(NUMBERS);
      expect(echoed).toEqual(NUMBERS);
    },
  );

  it("make nobody wait for as long as the only sandbox is in use", async () => {
    const { client } = benches.open({ pool: { max: 2 } });
    await client.executeCode("return 1");
    benches.standIn.faults.failNext({ plane: "control", matching: "POST", outcome: 401 });
    const abort = new AbortController();
    const busy = client.executeCode("await new Promise(() => {})", { signal: abort.signal });
    await pause(300);
    const { error, result } = await client.executeCode("return 2");
    expect([error, result]).toEqual([null, 2]);
    abort.abort();
    expect((await busy).error_details?.code).toBe("EXECUTION_ABORTED");
  });

  it("lose no packet of a large reply", async () => {
    const { client } = benches.open();
    await client.executeCode("return 1");
    for (const outcome of ["drop-after", 502, "drop-before"] as const) {
      benches.standIn.faults.failNext({ plane: "envd", matching: "SendInput", outcome, count: 2 });
    }
    const code = `
      const text = Array.from({ length: 300_000 }, () => Math.random().toString(36)).join("");
      return [text.length, Number(await tools.measure({ text }))];`;
    const [sent, measured] = (await client.executeCode(code, 100_000)).result as number[];
    expect(measured).toBe(sent);
  }, 120_000);
});

describe("faults of the service that stay", () => {
  it("are told with what the service said", async () => {
    const { faults } = benches.standIn;
    faults.failNext({ plane: "control", matching: "POST", count: 100, outcome: 500 });
    const { client } = benches.open();
    const started = performance.now();
    const { error_details: details } = await client.executeCode("return 1");
    expect(details).toMatchObject({
      code: "SANDBOX_START_FAILED",
      message: expect.stringContaining("500"),
    });
    expect(performance.now() - started).toBeLessThan(20_000);
    faults.clear();
    expect((await client.executeCode("return 2")).result).toBe(2);
  });

  it("end everyone who waits", async () => {
    benches.standIn.faults.failNext({ plane: "control", count: 1_000, outcome: 500 });
    const { client } = benches.open({ pool: { max: 2 } });
    const results = await Promise.all(NUMBERS.map((n) => client.executeCode(`return ${n}`)));
    const codes = results.map(({ error_details: details }) => details?.code);
    expect(codes).toEqual(NUMBERS.map(() => "SANDBOX_START_FAILED"));
  });

  it("of a key that is refused are told at once", async () => {
    const { client } = benches.open({ apiKey: `e2b_${"0".repeat(40)}` });
    const { error } = await client.executeCode("return 1");
    expect(error).toMatch(/No E2B sandbox could be started\. .*(credentials|API key)/i);
  });
});

describe("a connection that breaks", () => {
  it("before the guest has said anything is not noticed: the code runs once more", async () => {
    const { client, echoed } = benches.open();
    await client.executeCode("return 1");
    const running = client.executeCode(`
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      return (await tools.echo({ n: 1 })).n;`);
    await pause(400);
    benches.standIn.faults.cutConnections();
    expect((await running).result).toBe(1);
    expect(echoed).toEqual([1]);
  });

  it("after a call has been made is an error, with the calls; no call is made twice", async () => {
    const { client, echoed } = benches.open();
    const running = client.executeCode(`
      await tools.echo({ n: 1 });
      await new Promise((resolve) => setTimeout(resolve, 5_000));
      await tools.echo({ n: 2 });`);
    await until(() => echoed.length === 1);
    await pause(200);
    benches.standIn.faults.cutConnections();
    const { error, error_details: details, tool_calls: calls } = await running;
    expect(details?.code).toBe("SANDBOX_DIED");
    expect(error).toMatch(/connection to the E2B sandbox was lost.*tools\.echo \(ok\)/s);
    expect(calls).toMatchObject([{ tool: "echo", status: "ok" }]);
    expect((await client.executeCode("return 2")).result).toBe(2);
    expect(echoed).toEqual([1]);
  });

  it("twice is an error", async () => {
    const { client } = benches.open();
    await client.executeCode("return 1");
    const told = (): number =>
      benches.standIn.received().filter(({ request }) => request.endsWith("SendInput")).length;
    const toldBefore = told();
    const running = client.executeCode("await new Promise(() => {})", 60_000);
    await until(() => told() > toldBefore);
    await pause(500);
    const toldOnce = told();
    benches.standIn.faults.cutConnections();
    await until(() => told() > toldOnce);
    benches.standIn.faults.cutConnections();
    expect((await running).error_details?.code).toBe("SANDBOX_DIED");
  });

  it("and stays broken is an error within seconds", async () => {
    const { client } = benches.open();
    await client.executeCode("return 1");
    const running = client.executeCode("await new Promise(() => {})", 60_000);
    await pause(300);
    const started = performance.now();
    benches.standIn.faults.set({ network: "refused" });
    expect((await running).error_details?.code).toBe("SANDBOX_DIED");
    expect(performance.now() - started).toBeLessThan(40_000);
  });

  it("without a word, so that nothing arrives any more, is an error within 20 seconds", async () => {
    const { client, echoed } = benches.open();
    const running = client.executeCode(
      "await tools.echo({ n: 1 }); await new Promise(() => {})",
      120_000,
    );
    await until(() => echoed.length === 1);
    const started = performance.now();
    benches.standIn.faults.set({ network: "silent" });
    expect((await running).error_details?.code).toBe("SANDBOX_DIED");
    // It takes 16 seconds, and longer on a machine that is busy.
    expect(performance.now() - started).toBeLessThan(30_000);
  });

  it("does not keep close from coming to its end", async () => {
    const { client } = benches.open();
    await client.executeCode("return 1");
    benches.standIn.faults.set({ network: "refused" });
    const started = performance.now();
    await client.close();
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});

describe("a sandbox that expires", () => {
  it("before the guest has said anything is replaced, and the code runs in another", async () => {
    const { client, echoed } = benches.open();
    await client.executeCode("return 1");
    const running = client.executeCode(`
      await new Promise((resolve) => setTimeout(resolve, 600));
      return (await tools.echo({ n: 1 })).n;`);
    await pause(200);
    await benches.standIn.faults.expire();
    expect((await running).result).toBe(1);
    expect(echoed).toEqual([1]);
    expect(benches.standIn.sandboxes()).toMatchObject({ created: 2, alive: 1 });
  });

  it("after a call has been made ends the execution with an error that lists the calls", async () => {
    const { client, echoed } = benches.open();
    const running = client.executeCode(
      "console.log('begun'); await tools.echo({ n: 1 }); await new Promise(() => {})",
    );
    await until(() => echoed.length === 1);
    await benches.standIn.faults.expire();
    const result = await running;
    expect(result.error_details?.code).toBe("SANDBOX_DIED");
    expect(result.logs).toEqual(["begun"]);
    expect(result.tool_calls).toHaveLength(1);
    expect(echoed).toEqual([1]);
    expect((await client.executeCode("return 2")).result).toBe(2);
  });
});

it("waits for a service that is slow", async () => {
  benches.standIn.faults.set({ createDelayMs: 2_000, latencyUpMs: 100, latencyDownMs: 100 });
  const { client } = benches.open();
  expect((await client.executeCode(TEN_CALLS)).result).toEqual(NUMBERS);
});
