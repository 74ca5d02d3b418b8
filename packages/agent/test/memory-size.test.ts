import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { MemorySaver } from "@langchain/langgraph";
import { expect, it, vi } from "vitest";
import { openBench } from "./support/bench.js";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

const RUNS = 20;
const LENGTH = 100_000;

it("a conversation is kept once, not once for every step of it", async () => {
  const { agent, standIn } = await openBench({ script: { turns: () => ({ text: "Noted." }) } });
  const before = kept();
  for (let run = 0; run < RUNS; run++) {
    await agent.run("x".repeat(LENGTH));
    standIn.forgetReceived();
  }
  // What was received a moment ago is let go of a moment later.
  await vi.waitFor(() => expect(kept() - before).toBeLessThan(10 * RUNS * LENGTH), 20_000);
  expect((await agent.invoke("And?")).messages).toHaveLength(2);
  expect(standIn.received().at(-1)?.request?.messages).toHaveLength(2 * RUNS + 1);
});

it("a checkpointer of the user's own keeps what it likes", async () => {
  const memory = new MemorySaver();
  const { agent } = await openBench({
    memory,
    threadId: "one",
    script: { turns: () => ({ text: "Noted." }) },
  });
  for (let run = 0; run < 3; run++) await agent.run("Go");
  const found: unknown[] = [];
  for await (const each of memory.list({ configurable: { thread_id: "one" } })) found.push(each);
  expect(found.length).toBeGreaterThan(6);
});

function kept(): number {
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
}
