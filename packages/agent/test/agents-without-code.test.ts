/** A conversation that agents in code mode and agents without it share by one checkpointer. */
import { MemorySaver } from "@langchain/langgraph";
import { describe, expect, it } from "vitest";
import { openBench, runs } from "./support/bench.js";

const policy = { rules: [{ match: "notes.delete", action: "ask" as const }] };

describe("an agent without code mode", () => {
  it("is told what waits, cannot decide on it, and leaves it to who can", async () => {
    const shared = { memory: new MemorySaver(), threadId: "shared" };
    const withCode = await openBench({
      ...shared,
      codeModeConfig: { policy },
      script: { turns: [runs("return await notes.delete({ id: 1 })"), { text: "Gone." }] },
    });
    const { approvals } = await withCode.agent.invoke("Delete note 1");
    const without = await openBench({ ...shared, codeModeConfig: false, script: { turns: [] } });
    expect(await without.agent.pendingApprovals()).toEqual(approvals);
    await expect(without.agent.resume([{ type: "approve" }])).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      message: expect.stringMatching(/decision on notes\.delete, .* code mode can go on/),
    });
    expect(without.standIn.received()).toEqual([]);
    const { output } = await withCode.agent.resume([{ type: "approve" }]);
    expect(output).toBe("Gone.");
    expect(withCode.made).toEqual(["delete 1"]);
  });

  it("goes on in a conversation that has run code, and the other way round", async () => {
    const shared = { memory: new MemorySaver(), threadId: "shared" };
    const withCode = await openBench({
      ...shared,
      script: { turns: [runs("return 1"), { text: "One." }, { text: "Three." }] },
    });
    const without = await openBench({
      ...shared,
      codeModeConfig: false,
      script: { turns: [{ toolCalls: [{ name: "list", args: {} }] }, { text: "Two." }] },
    });
    expect(await withCode.agent.run("Go")).toBe("One.");
    expect(await without.agent.run("Go")).toBe("Two.");
    expect(await withCode.agent.run("Go")).toBe("Three.");
  });
});
