import { describe, expect, it } from "vitest";
import { Benches, pause, until } from "./support/bench.js";

const benches = new Benches();

/** The service makes a sandbox, and the answer that tells its id gets lost. */
const LOST = { plane: "control", matching: "POST", outcome: "drop-after" } as const;

describe("a sandbox whose making was never answered", () => {
  it("is killed while the code runs in another", async () => {
    benches.standIn.faults.failNext(LOST);
    const { client } = benches.open();
    expect((await client.executeCode("return 1")).result).toBe(1);
    expect(benches.standIn.sandboxes().created).toBe(2);
    await until(() => benches.alive().length === 1);
    expect((await client.executeCode("return 2")).result).toBe(2);
    expect(benches.standIn.sandboxes().created).toBe(2);
  });

  it("is killed without a word from the user, and keeps no error waiting", async () => {
    benches.standIn.faults.failNext({ ...LOST, count: 4 });
    const { client } = benches.open();
    const started = performance.now();
    const { error_details: details } = await client.executeCode("return 1");
    expect(details?.code).toBe("SANDBOX_START_FAILED");
    expect(performance.now() - started).toBeLessThan(15_000);
    await until(() => benches.standIn.sandboxes().created === 4 && benches.alive().length === 0);
  });

  it("is gone when close resolves", async () => {
    benches.standIn.faults.failNext({ ...LOST, count: 4 });
    const { client } = benches.open();
    await client.executeCode("return 1");
    await client.close();
    expect(benches.standIn.sandboxes()).toMatchObject({ created: 4, alive: 0 });
  });

  it("is killed when it comes to life after the connection was lost", async () => {
    benches.standIn.faults.set({ createDelayMs: 1_500 });
    const { client } = benches.open();
    const running = client.executeCode("return 1");
    await until(() => benches.standIn.received().length === 1);
    benches.standIn.faults.set({ network: "refused", createDelayMs: 0 });
    await pause(300);
    benches.standIn.faults.set({ network: "open" });
    expect((await running).result).toBe(1);
    await until(() => benches.standIn.sandboxes().created === 2);
    await client.close();
    expect(benches.alive()).toEqual([]);
  });

  it("does not keep close from coming to its end when nothing arrives, and is killed later", async () => {
    benches.standIn.faults.set({ createDelayMs: 500 });
    const { client } = benches.open();
    const running = client.executeCode("return 1");
    await until(() => benches.standIn.received().length === 1);
    benches.standIn.faults.set({ network: "silent" });
    const started = performance.now();
    await client.close();
    expect(performance.now() - started).toBeLessThan(30_000);
    expect((await running).error_details?.code).toBe("EXECUTOR_CLOSED");
    expect(benches.alive()).toHaveLength(1);
    benches.standIn.faults.set({ network: "open" });
    await until(() => benches.alive().length === 0, 60_000);
  }, 120_000);

  it("is told apart from those of others, which live on", async () => {
    const other = benches.open();
    await other.client.executeCode("return 1");
    benches.standIn.faults.failNext({ ...LOST, count: 4 });
    const { client } = benches.open();
    await client.executeCode("return 1");
    await client.close();
    expect(benches.alive()).toHaveLength(1);
    expect((await other.client.executeCode("return 2")).result).toBe(2);
  });
});

it("does not look for what the service says it has not made", async () => {
  const { client } = benches.open({ template: "no-such-template" });
  expect((await client.executeCode("return 1")).error_details?.code).toBe("SANDBOX_START_FAILED");
  await client.close();
  expect(benches.standIn.received().map(({ request }) => request)).toEqual(["POST /v2/sandboxes"]);
});
