/** Decisions on what was decided before: in a run that was aborted, or asked under another policy. */
import { Command, MemorySaver } from "@langchain/langgraph";
import type { CodeModeConfig } from "@toolweave/core";
import { createAgent } from "langchain";
import { describe, expect, it, vi } from "vitest";
import { codeModeMiddleware } from "../src/index.js";
import { type Bench, openBench, runs } from "./support/bench.js";
import { modelFor } from "./support/models.js";

const APPROVE = { type: "approve" as const };
const REFUSE = { type: "reject" as const };
const ASK_DELETE = { policy: { rules: [{ match: "notes.delete", action: "ask" as const }] } };
const ASK_READ = { policy: { rules: [{ match: "notes.read", action: "ask" as const }] } };
const TURNS = {
  turns: [
    runs(`
      await notes.delete({ id: 1 });
      await notes.read({ id: 3 });
      await notes.hold();
      await notes.delete({ id: 2 });
    `),
    { text: "Done." },
  ],
};

describe("a decision that is made again, because the run was aborted after it,", () => {
  it.each([
    ["approves", APPROVE],
    ["refuses", REFUSE],
  ])("%s nothing that is asked later", async (_, again) => {
    const { agent, made } = await openBench({ codeModeConfig: ASK_DELETE, script: TURNS });
    await agent.invoke("Delete notes 1 and 2");
    await abortedInItsMidst(made, (signal) => agent.resume([APPROVE], { signal }));
    const { approvals } = await agent.resume([again]);
    expect(approvals).toMatchObject([{ args: { id: 2 } }]);
    expect(deleted(made)).toEqual([1]);
    expect((await agent.resume([APPROVE])).output).toBe("Done.");
    expect(deleted(made)).toEqual([1, 2]);
  });

  it("approves nothing that is asked later in an agent of createAgent", async () => {
    const { client, made, standIn } = await openBench({
      codeModeConfig: ASK_DELETE,
      script: TURNS,
    });
    const agent = createAgent({
      model: modelFor(standIn),
      middleware: [codeModeMiddleware({ client })],
      checkpointer: new MemorySaver(),
    });
    const configurable = { thread_id: "1" };
    const approve = (signal?: AbortSignal): Promise<unknown> =>
      agent.invoke(new Command({ resume: { decisions: [APPROVE] } }), {
        configurable,
        ...(signal && { signal }),
      });
    await agent.invoke({ messages: "Delete notes 1 and 2" }, { configurable });
    await abortedInItsMidst(made, approve);
    expect(await approve()).toMatchObject({
      __interrupt__: [{ value: { actionRequests: [{ args: { id: 2 } }] } }],
    });
    expect(deleted(made)).toEqual([1]);
    expect(await approve()).not.toHaveProperty("__interrupt__");
    expect(deleted(made)).toEqual([1, 2]);
  });
});

describe("a decision on what was asked under another policy", () => {
  it.each([
    ["a policy that asks nothing", { policy: {} }],
    ["no policy", {}],
    ["a policy that asks about others", ASK_READ],
  ])("refuses the call also under %s, which would let it through", async (_, codeModeConfig) => {
    const { agent, made, standIn } = await openAskedBefore(codeModeConfig);
    await agent.resume([REFUSE]);
    expect(made).toEqual([]);
    const told = standIn.received().at(-1)?.request?.messages.at(-1)?.text;
    expect(told).toContain("PolicyError: notes.delete was not called: it was not approved");
  });

  it("tells the model the reason of the rule that asked, if it refuses without a message", async () => {
    const reason = "notes are kept for ten years";
    const { policy } = ASK_DELETE;
    const rules = policy.rules.map((rule) => ({ ...rule, reason }));
    for (const codeModeConfig of [{ policy: { rules } }, ASK_READ, {}]) {
      const { agent, made, standIn } = await openAskedBefore(codeModeConfig, { policy: { rules } });
      const [approval] = await agent.pendingApprovals();
      expect(approval).toMatchObject({ tool: "delete", reason });
      await agent.resume([REFUSE]);
      expect(made).toEqual([]);
      const told = standIn.received().at(-1)?.request?.messages.at(-1)?.text;
      expect(told).toContain(`PolicyError: notes.delete was not called: ${reason}`);
    }
  });

  it("lets nothing be called twice", async () => {
    const { agent, made } = await openAskedBefore({});
    expect((await agent.resume([APPROVE])).status).toBe("answered");
    expect(made).toEqual(["delete 1"]);
  });
});

it("approved calls that are made at once are taken for no leak, however many they are", async () => {
  const warnings: Error[] = [];
  const note = (warning: Error): unknown => warnings.push(warning);
  process.on("warning", note);
  const ids = Array.from({ length: 20 }, (_, place) => place);
  const code = `await Promise.all(${JSON.stringify(ids)}.map((id) => notes.delete({ id })))`;
  const { agent, made } = await openBench({
    codeModeConfig: ASK_DELETE,
    script: { turns: [runs(code), { text: "Done." }] },
  });
  const { approvals } = await agent.invoke("Delete all notes");
  await agent.resume(approvals.map(() => APPROVE));
  await new Promise(setImmediate);
  process.off("warning", note);
  expect(deleted(made)).toEqual(ids);
  expect(warnings).toEqual([]);
});

/** An agent as after a restart, with a question of an agent that had another policy. */
async function openAskedBefore(
  codeModeConfig: CodeModeConfig,
  before: CodeModeConfig = ASK_DELETE,
): Promise<Bench> {
  const conversation = { memory: new MemorySaver(), threadId: "a conversation" };
  const { agent, made } = await openBench({
    ...conversation,
    codeModeConfig: before,
    script: { turns: [runs("await notes.read({ id: 2 }); await notes.delete({ id: 1 })")] },
  });
  await agent.invoke("Delete note 1");
  expect(made).toEqual(["read 2"]);
  return openBench({ ...conversation, codeModeConfig, script: { turns: [{ text: "Done." }] } });
}

function deleted(made: readonly string[]): number[] {
  return made.filter((call) => call.startsWith("delete")).map((call) => Number(call.split(" ")[1]));
}

/** Aborts a run that was resumed, in the midst of its code. */
async function abortedInItsMidst(
  made: readonly string[],
  resume: (signal: AbortSignal) => Promise<unknown>,
): Promise<void> {
  const abort = new AbortController();
  const going = resume(abort.signal);
  await vi.waitFor(() => expect(made).toContain("hold"), { timeout: 20_000, interval: 5 });
  abort.abort();
  await expect(going).rejects.toThrow();
  // LangGraph keeps what a run came to when its code has ended.
  await new Promise((resolve) => setTimeout(resolve, 100));
}
