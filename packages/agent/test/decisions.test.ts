/** Decisions that come at an odd moment, or that cannot be taken. */
import { humanInTheLoopMiddleware } from "langchain";
import { describe, expect, it, vi } from "vitest";
import type { AgentStep } from "../src/index.js";
import { type Bench, openBench, runs } from "./support/bench.js";

const APPROVE = { type: "approve" as const };
/** Starting a sandbox may take seconds on a busy machine. */
const WITHIN = { timeout: 20_000 };
const ASK_DELETE = { policy: { rules: [{ match: "notes.delete", action: "ask" as const }] } };

describe("decisions", () => {
  it("that are refused decide nothing without memory, too", async () => {
    const { agent, made } = await openAsking({ memory: false });
    const { threadId } = await agent.invoke("Delete note 1");
    await expect(agent.resume([APPROVE, APPROVE], { threadId })).rejects.toMatchObject({
      code: "CONFIG_INVALID",
    });
    expect(await agent.pendingApprovals({ threadId })).toHaveLength(1);
    expect((await agent.resume([APPROVE], { threadId })).output).toBe("Done.");
    expect(made).toEqual(["delete 1"]);
  });

  it("can be made on what streamEvents() has run without memory", async () => {
    const { agent, made } = await openAsking({ memory: false });
    for await (const _ of agent.streamEvents("Delete note 1", { threadId: "here" }));
    expect((await agent.resume([APPROVE], { threadId: "here" })).output).toBe("Done.");
    expect(made).toEqual(["delete 1"]);
  });

  it("given twice do not decide on what is asked next", async () => {
    const { agent, made } = await openAsking({
      code: "await notes.delete({ id: 1 }); await notes.delete({ id: 2 })",
    });
    await agent.invoke("Delete notes 1 and 2");
    const [first, second] = await Promise.allSettled([
      agent.resume([APPROVE]),
      agent.resume([APPROVE]),
    ]);
    expect(first).toMatchObject({ value: { approvals: [{ args: { id: 2 } }] } });
    expect(second).toMatchObject({ reason: { code: "CONFIG_INVALID" } });
    expect(made).toEqual(["delete 1"]);
    expect((await agent.resume([APPROVE])).output).toBe("Done.");
  });

  it("that were made are no longer pending while the run goes on", async () => {
    const { agent, made } = await openAsking({
      code: "await notes.delete({ id: 1 }); await notes.wait()",
    });
    await agent.invoke("Delete note 1");
    const abort = new AbortController();
    const going = agent.resume([APPROVE], { signal: abort.signal });
    await vi.waitFor(() => expect(made).toContain("wait"), WITHIN);
    expect(await agent.pendingApprovals()).toEqual([]);
    abort.abort();
    await expect(going).rejects.toThrow();
  });

  it("with a message that is no text are not taken", async () => {
    const { agent } = await openAsking({});
    await agent.invoke("Delete note 1");
    const decision = { type: "reject" as const, message: { why: "no" } as never };
    await expect(agent.resume([decision])).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      message: expect.stringContaining("message of decisions[0]"),
    });
  });

  it.each([
    ["of a type that the middleware does not allow", ["reject"], [APPROVE], { type: "reject" }],
    ["that are missing where none may be refused", ["approve"], [], APPROVE],
  ])("%s leave the question open", async (_, allowedDecisions, wrong, right) => {
    const { agent } = await openBench({
      middleware: [
        humanInTheLoopMiddleware({ interruptOn: { execute_code: { allowedDecisions } } } as never),
      ],
      script: { turns: [runs("return 1"), { text: "Done." }] },
    });
    await agent.invoke("Go");
    await expect(agent.resume(wrong)).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      message: expect.stringContaining(`allows only ${allowedDecisions}`),
    });
    expect((await agent.resume([right as typeof APPROVE])).output).toBe("Done.");
  });
});

describe("a call that was approved in a run that was aborted after it", () => {
  it.each([
    ["approved", APPROVE],
    ["refused", { type: "reject" as const }],
  ])("is not made again, and has its answer, if it is %s once more", async (_, decision) => {
    const { agent, made, standIn } = await openAsking({
      code: `
        const note = await notes.delete({ id: 1 });
        await notes.read({ id: 2 });
        await notes.hold();
        return note;
      `,
    });
    await agent.invoke("Delete note 1");
    const begun = (): void => expect(made).toContain("hold");
    await abortedOnce(begun, (signal) => agent.resume([APPROVE], { signal }));
    expect(await agent.pendingApprovals()).toHaveLength(1);
    expect((await agent.resume([decision])).output).toBe("Done.");
    expect(standIn.received().at(-1)?.request?.messages.at(-1)?.text).toContain('"deleted": 1');
    expect(made).toEqual(["delete 1", "read 2", "hold", "read 2", "hold"]);
  });

  it("is made again if it had no answer yet", async () => {
    const { agent, made } = await openBench({
      codeModeConfig: { policy: { rules: [{ match: "notes.wait", action: "ask" }] } },
      script: { turns: [runs("await notes.wait()")] },
    });
    await agent.invoke("Wait");
    const begun = (): void => expect(made.at(-1)).toBe("wait");
    await abortedOnce(begun, (signal) => agent.resume([APPROVE], { signal }));
    const once = ["wait", "wait cancelled"];
    await vi.waitFor(() => expect(made).toEqual(once), WITHIN);
    await abortedOnce(begun, (signal) => agent.resume([APPROVE], { signal }));
    await vi.waitFor(() => expect(made).toEqual([...once, ...once]), WITHIN);
  });
});

it("a call that waits for approval is not told as cancelled", async () => {
  const { agent } = await openAsking({});
  const steps: AgentStep[] = [];
  for await (const step of agent.stream("Delete note 1")) steps.push(step);
  const calls = steps.flatMap((step) => (step.type === "call" ? [step.call.status] : []));
  expect(calls).toEqual(["pending"]);
  expect(steps.at(-2)?.type).toBe("approval");
});

function openAsking({
  code = "return await notes.delete({ id: 1 })",
  memory = true,
}: {
  code?: string;
  memory?: boolean;
}): Promise<Bench> {
  return openBench({
    memory,
    codeModeConfig: ASK_DELETE,
    script: { turns: [runs(code), { text: "Done." }] },
  });
}

/** Aborts a run as soon as it is so far. */
async function abortedOnce(
  isSoFar: () => void,
  begin: (signal: AbortSignal) => Promise<unknown>,
): Promise<void> {
  const abort = new AbortController();
  const going = begin(abort.signal);
  await vi.waitFor(isSoFar, { ...WITHIN, interval: 5 });
  abort.abort();
  await expect(going).rejects.toThrow();
}

it("calls that are made while the host is busy are asked about together", async () => {
  const { agent, client } = await openAsking({
    code: `
      const busy = (ms) => { for (const end = Date.now() + ms; Date.now() < end; ); };
      await Promise.all([
        notes.delete({ id: 1 }),
        notes.read({ id: 3 }).then(() => { busy(20); return notes.delete({ id: 2 }); }),
      ]);
    `,
  });
  client.on("toolCallEnd", ({ call }) => {
    // Far longer than nothing may happen before what is asked is known, and than the code needs.
    if (call.tool === "read") setTimeout(() => setImmediate(blockFor, 700), 5);
  });
  const { approvals } = await agent.invoke("Delete notes 1 and 2");
  expect(approvals.map(({ args }) => args)).toEqual([{ id: 1 }, { id: 2 }]);
});

function blockFor(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end; );
}
