/** Runs that somebody else than code mode interrupts. */
import { tool } from "@langchain/core/tools";
import { interrupt } from "@langchain/langgraph";
import { humanInTheLoopMiddleware } from "langchain";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type Bench, openBench, runs } from "./support/bench.js";

const APPROVE = { type: "approve" as const };
const ASK_DELETE = { policy: { rules: [{ match: "notes.delete", action: "ask" as const }] } };

describe("humanInTheLoopMiddleware", () => {
  it("asks for approval of what the model calls, which is called once it is approved", async () => {
    const { agent, made } = await openAsking();
    const first = await agent.invoke("Delete note 1");
    expect(first).toMatchObject({
      status: "needs-approval",
      output: "Approval is needed for execute_code.",
      approvals: [{ id: 1, server: "", namespace: "", tool: "execute_code" }],
    });
    expect(await agent.pendingApprovals()).toEqual(first.approvals);
    expect(made).toEqual([]);
    const second = await agent.resume([APPROVE]);
    expect(second.approvals).toMatchObject([{ namespace: "notes", tool: "delete" }]);
    expect((await agent.resume([APPROVE])).output).toBe("Done.");
    expect(made).toEqual(["delete 1"]);
  });

  it.each([
    ["a refusal", [{ type: "reject" as const, message: "not today" }], "not today"],
    ["no decision", [], "no decision was given"],
  ])("tells the model of %s", async (_, decisions, told) => {
    const { agent, made, standIn } = await openAsking();
    await agent.invoke("Delete note 1");
    expect((await agent.resume(decisions)).output).toBe("Done.");
    expect(standIn.received().at(-1)?.request?.messages.at(-1)?.text).toContain(told);
    expect(made).toEqual([]);
  });

  it("shows in a terminal what it asks", async () => {
    const { agent } = await openAsking();
    let text = "";
    for await (const piece of agent.prettyStream("Go", { color: false })) text += piece;
    expect(text).toContain("  ? execute_code({");
  });
});

it("a question that is no approval ends the run with an error that says so", async () => {
  const who = tool(async () => String(interrupt("Who?")), {
    name: "who",
    description: "Asks who",
    schema: z.object({}),
  });
  const { agent } = await openBench({
    additionalTools: [who],
    script: { turns: [{ toolCalls: [{ name: "who", args: {} }] }, { text: "I see." }] },
  });
  await expect(agent.run("Go")).rejects.toMatchObject({
    code: "CONFIG_INVALID",
    message: expect.stringContaining("no approval"),
  });
  expect(await agent.run("Go on")).toBe("I see.");
});

it("more decisions than calls decide nothing", async () => {
  const { agent, made } = await openBench({
    codeModeConfig: ASK_DELETE,
    script: { turns: [runs("return await notes.delete({ id: 1 })"), { text: "Done." }] },
  });
  await agent.invoke("Delete note 1");
  await expect(agent.resume([APPROVE, APPROVE])).rejects.toMatchObject({ code: "CONFIG_INVALID" });
  expect(made).toEqual([]);
  expect((await agent.resume([APPROVE])).output).toBe("Done.");
});

function openAsking(): Promise<Bench> {
  return openBench({
    codeModeConfig: ASK_DELETE,
    middleware: [humanInTheLoopMiddleware({ interruptOn: { execute_code: true } } as never)],
    script: { turns: [runs("return await notes.delete({ id: 1 })"), { text: "Done." }] },
  });
}
