/** How long an execution waits for its sandbox. */
import { describe, expect, it } from "vitest";
import { Benches, pause, until } from "./support/bench.js";

const benches = new Benches();

const BUSY = "await new Promise((done) => setTimeout(done, 1_500)); return 'busy'";

describe("an execution", () => {
  it("waits for a sandbox that is being made no longer than its code may take", async () => {
    const { client } = benches.open();
    benches.standIn.faults.set({ createDelayMs: 6_000 });
    const { error_details } = await client.executeCode("return 1", 1_000);
    expect(benches.standIn.sandboxes().created).toBe(0);
    expect(error_details).toMatchObject({
      code: "EXECUTION_TIMEOUT",
      message: expect.stringMatching(/timed out after 1000 ms.* no sandbox was open/),
    });
  });

  it("waits no longer for a service that says nothing", async () => {
    const { client, executor } = benches.open();
    await client.executeCode("return 1");
    await executor.pause();
    benches.standIn.faults.set({ network: "silent" });
    const began = Date.now();
    const { error_details } = await client.executeCode("return 2", 1_000);
    expect(Date.now() - began).toBeLessThan(10_000);
    expect(error_details?.code).toBe("EXECUTION_TIMEOUT");
  });

  it("waits no longer for a sandbox that is being cleared of another's process", async () => {
    const { client } = benches.open({ pool: { max: 1 } });
    await client.executeCode("return 0");
    const endless = client.executeCode("await new Promise(() => {})", 1_000);
    await pause(300);
    benches.standIn.faults.set({ network: "silent" });
    const waiting = client.executeCode("return 2", 500);
    expect((await endless).error).toContain("timed out");
    const began = Date.now();
    expect((await waiting).error_details?.code).toBe("EXECUTION_TIMEOUT");
    expect(Date.now() - began).toBeLessThan(10_000);
  });

  it("waits no longer for a sandbox that is being paused", async () => {
    const { client, executor } = benches.open({ pool: { max: 1 } });
    await client.executeCode("return 1");
    benches.standIn.faults.set({ network: "silent" });
    const pausing = executor.pause();
    const began = Date.now();
    const { error_details } = await client.executeCode("return 2", 500);
    expect(error_details?.code).toBe("EXECUTION_TIMEOUT");
    expect(Date.now() - began).toBeLessThan(10_000);
    benches.standIn.faults.clear();
    expect(await pausing).toBe(1);
    expect(await client.executeCode("return 3")).toMatchObject({ result: 3 });
  });

  it("waits no longer for a sandbox that is reached for one that has given up", async () => {
    const { client, executor } = benches.open({ pool: { max: 1 } });
    await client.executeCode("return 1");
    await executor.pause();
    benches.standIn.faults.set({ network: "silent" });
    const first = client.executeCode("return 2", 500);
    const second = client.executeCode("return 3", 500);
    const began = Date.now();
    expect((await first).error_details?.code).toBe("EXECUTION_TIMEOUT");
    expect((await second).error_details?.code).toBe("EXECUTION_TIMEOUT");
    expect(Date.now() - began).toBeLessThan(10_000);
  });

  it("leaves the sandbox that came too late to the next", async () => {
    const { client } = benches.open();
    benches.standIn.faults.set({ createDelayMs: 1_500 });
    expect((await client.executeCode("return 1", 500)).error).toContain("timed out");
    expect(await client.executeCode("return 2", 20_000)).toMatchObject({ result: 2 });
    expect(benches.standIn.sandboxes().created).toBe(1);
  });

  it("has no other sandbox made for it when it is over", async () => {
    const { client } = benches.open();
    await client.executeCode("return 1");
    benches.standIn.faults.set({ latencyUpMs: 600 });
    benches.standIn.faults.expire();
    expect((await client.executeCode("return 2", 300)).error).toContain("timed out");
    await pause(5_000);
    expect(benches.standIn.sandboxes().created).toBe(1);
  });

  it("ends at once when it is aborted", async () => {
    const { client } = benches.open();
    benches.standIn.faults.set({ createDelayMs: 2_500 });
    const controller = new AbortController();
    const running = client.executeCode("return 1", { signal: controller.signal });
    await until(() => benches.standIn.received().length > 0);
    controller.abort();
    expect((await running).error_details?.code).toBe("EXECUTION_ABORTED");
    expect(benches.standIn.sandboxes().created).toBe(0);
  });

  it("waits for its turn as long as others take", async () => {
    const { client } = benches.open({ pool: { max: 1 } });
    await client.executeCode("return 0");
    const runs = [1, 2, 3].map(() => client.executeCode(BUSY, 20_000));
    await pause(100);
    expect(await client.executeCode("return 'mine'", 4_000)).toMatchObject({ result: "mine" });
    expect(await Promise.all(runs)).toMatchObject(runs.map(() => ({ result: "busy" })));
  });

  it("takes over the wait of one that has given up", async () => {
    const { client } = benches.open({ pool: { max: 1 } });
    benches.standIn.faults.set({ createDelayMs: 4_000 });
    const ended = await Promise.all([1, 2, 3].map((n) => client.executeCode(`return ${n}`, 600)));
    expect(benches.standIn.sandboxes().created).toBe(0);
    expect(ended.map(({ error_details }) => error_details?.code)).toEqual(
      ended.map(() => "EXECUTION_TIMEOUT"),
    );
  });
});
