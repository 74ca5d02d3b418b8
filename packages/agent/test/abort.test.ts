import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openBench, runs } from "./support/bench.js";

/** By when all has to be over, on a busy machine too: far below what the code or the model would take. */
const SOON_MS = 10_000;

const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown): void => {
  unhandled.push(reason);
};
beforeEach(() => {
  process.on("unhandledRejection", onUnhandled);
});
afterEach(async () => {
  await new Promise((resolve) => setTimeout(resolve, 50));
  process.off("unhandledRejection", onUnhandled);
  expect(unhandled.splice(0)).toEqual([]);
});

describe("aborting a run", () => {
  it("while code runs ends the guest and the pending request of the server", async () => {
    const { agent, made, client } = await openBench({
      script: { turns: [runs("await notes.wait(); return await notes.list()")] },
    });
    const ends: string[] = [];
    client.on("executionEnd", ({ errorCode }) => ends.push(errorCode ?? "none"));
    const { outcome, took } = await abortedWhen(agent, () => made.includes("wait"));
    expect(outcome).toBe("changed my mind");
    expect(took).toBeLessThan(SOON_MS);
    await until(() => made.includes("wait cancelled") && ends.length > 0);
    expect(made).toEqual(["wait", "wait cancelled"]);
    expect(ends).toEqual(["EXECUTION_ABORTED"]);
  });

  it("while the guest never yields ends it", async () => {
    const { agent, client } = await openBench({ script: { turns: [runs("for (;;) {}")] } });
    let started = 0;
    let ended = 0;
    client.on("executionStart", () => started++);
    client.on("executionEnd", () => ended++);
    const { took } = await abortedWhen(agent, () => started === 1);
    expect(took).toBeLessThan(SOON_MS);
    await until(() => ended === 1);
  });

  it("while the model thinks ends the request to the model", async () => {
    const { agent, standIn } = await openBench({
      script: { turns: [{ text: "too late", delayMs: 30_000 }] },
    });
    const { took } = await abortedWhen(agent, () => standIn.counts().pending === 1);
    expect(took).toBeLessThan(SOON_MS);
    await until(() => standIn.counts().givenUp === 1);
  });

  it("before it begins asks nothing", async () => {
    const { agent, standIn } = await openBench({ script: {} });
    const run = agent.run("Go", { signal: AbortSignal.abort(new Error("never mind")) });
    await expect(run).rejects.toThrow("never mind");
    expect(standIn.counts().total).toBe(0);
  });

  it("leaves a conversation that can go on", async () => {
    const { agent, made, standIn } = await openBench({
      script: { turns: [runs("await notes.wait()"), { text: "Hello again." }] },
    });
    await abortedWhen(agent, () => made.includes("wait"));
    expect(await agent.run("Are you there?")).toBe("Hello again.");
    const messages = standIn.received().at(-1)?.request?.messages ?? [];
    const roles = ["user", "assistant", "tool", "assistant", "user"];
    expect(messages.map(({ role }) => role)).toEqual(roles);
  });
});

it("closing an agent ends its runs, and leaves a client that is not its own", async () => {
  const { agent, client, made } = await openBench({
    script: { turns: [runs("await notes.wait()")] },
  });
  const run = agent.run("Go");
  run.catch(() => {});
  await until(() => made.includes("wait"));
  await agent.close();
  await expect(run).rejects.toMatchObject({ code: "AGENT_CLOSED" });
  expect(await client.executeCode("return await notes.list()")).toMatchObject({ error: null });
});

it("leaving a stream ends the run", async () => {
  const { agent, made } = await openBench({ script: { turns: [runs("await notes.wait()")] } });
  for await (const step of agent.stream("Go")) {
    if (step.type === "call" && step.call.status === "pending") break;
  }
  await until(() => made.includes("wait cancelled"));
});

/** Aborts a run when something has happened; tells how it ended, and how long that took. */
async function abortedWhen(
  agent: Awaited<ReturnType<typeof openBench>>["agent"],
  isTime: () => boolean,
): Promise<{ outcome: unknown; took: number }> {
  const abort = new AbortController();
  const outcome = agent.run("Go", { signal: abort.signal }).then(
    () => "answered",
    (error: unknown) => error,
  );
  await until(isTime);
  const started = performance.now();
  abort.abort("changed my mind");
  return { outcome: await outcome, took: performance.now() - started };
}

async function until(isTime: () => boolean): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!isTime()) {
    if (performance.now() > deadline) throw new Error("it never came to that");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
