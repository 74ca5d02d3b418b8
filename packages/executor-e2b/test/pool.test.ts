import { describe, expect, it } from "vitest";
import { Benches, pause, until } from "./support/bench.js";

const benches = new Benches();

describe("the pool", () => {
  it("runs 50 executions at once in 5 sandboxes, and leaves none behind", async () => {
    const { client } = benches.open({ pool: { max: 5 } });
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        client.executeCode(`
          const parts = await Promise.all([1, 2, 3].map((n) => tools.echo({ n: ${i} * 10 + n })));
          return parts.map(({ n }) => n);`),
      ),
    );
    expect(results.map(({ error }) => error)).toEqual(results.map(() => null));
    expect(results.map(({ result }) => result)).toEqual(
      results.map((_, i) => [1, 2, 3].map((n) => i * 10 + n)),
    );
    expect(benches.standIn.sandboxes().mostAlive).toBeLessThanOrEqual(5);
    await client.close();
    expect(benches.alive()).toEqual([]);
  });

  it("never has more than its bound, though sandboxes die", async () => {
    const { client } = benches.open({ pool: { max: 3 } });
    // A busy machine may take longer than that to start a process.
    let left = 10;
    const killing = setInterval(() => {
      if (left-- > 0) void benches.standIn.faults.expire(benches.alive()[0]);
    }, 400);
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, i) => client.executeCode(`return ${i}`)),
    );
    clearInterval(killing);
    expect(benches.standIn.sandboxes().mostAlive).toBeLessThanOrEqual(3);
    for (const [i, { result, error_details: details }] of results.entries()) {
      if (result !== i) expect(["SANDBOX_DIED", "SANDBOX_START_FAILED"]).toContain(details?.code);
    }
    expect((await client.executeCode("return 'after'")).result).toBe("after");
  });

  it("serves who came first", async () => {
    const { client } = benches.open({ pool: { max: 1 } });
    const order: number[] = [];
    await Promise.all(
      [0, 1, 2, 3, 4].map(async (n) => {
        await pause(n * 20);
        await client.executeCode(`return ${n}`);
        order.push(n);
      }),
    );
    expect(order).toEqual([0, 1, 2, 3, 4]);
  });

  it("refuses executions beyond its queue, and serves the others", async () => {
    const { client } = benches.open({ pool: { max: 1, maxQueue: 1 } });
    const results = await Promise.all([1, 2, 3].map((n) => client.executeCode(`return ${n}`)));
    const codes = results.map(({ error_details: details }) => details?.code ?? "ok");
    expect(codes.toSorted()).toEqual(["E2B_POOL_EXHAUSTED", "ok", "ok"]);
  });

  it("lets who gives up go, and serves the next", async () => {
    const { client } = benches.open({ pool: { max: 1 } });
    const long = client.executeCode("await new Promise((resolve) => setTimeout(resolve, 1_000))");
    const controller = new AbortController();
    const waiting = client.executeCode("return 1", { signal: controller.signal });
    const next = client.executeCode("return 2");
    await pause(200);
    controller.abort();
    expect((await waiting).error_details?.code).toBe("EXECUTION_ABORTED");
    expect((await next).result).toBe(2);
    expect((await long).error).toBeNull();
  });

  it("keeps pool.min sandboxes and lets the others go", async () => {
    const { client } = benches.open({ pool: { min: 1, max: 3, idleMs: 300 } });
    await Promise.all([1, 2, 3].map((n) => client.executeCode(`return ${n}`)));
    await until(() => benches.alive().length === 1);
    await pause(800);
    expect(benches.alive()).toHaveLength(1);
  });

  it.each([
    ["just now", 200],
    ["a while ago, their streams closed", 3_000],
  ])("replaces them all if they have expired, used %s", async (_, ms) => {
    const { client } = benches.open({ pool: { max: 5 } });
    const run = () =>
      client.executeCode("await new Promise((done) => setTimeout(done, 500)); return 1");
    await Promise.all(Array.from({ length: 5 }, run));
    await until(() => benches.alive().length === 5);
    await pause(ms);
    benches.standIn.faults.expire();
    const results = await Promise.all([run(), run()]);
    expect(results).toMatchObject([{ error: null }, { error: null }]);
  });
});
