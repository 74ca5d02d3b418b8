/** Whoever reads a run may stop in its middle, or do something else with the agent meanwhile. */
import { describe, expect, it, vi } from "vitest";
import { openBench, runs } from "./support/bench.js";

/** Starting a sandbox may take seconds on a busy machine. */
const WITHIN = { timeout: 20_000 };
const ASK_DELETE = { policy: { rules: [{ match: "notes.delete", action: "ask" as const }] } };
const WAITS = { turns: [runs("await notes.wait()"), { text: "Hello again." }] };

describe("whoever reads stream()", () => {
  it("can close the agent at any step, and hears of it", async () => {
    const { agent, made } = await openBench({ script: WAITS });
    const types: string[] = [];
    const read = async (): Promise<void> => {
      for await (const { type } of agent.stream("Wait")) {
        types.push(type);
        if (type !== "call") continue;
        await vi.waitFor(() => expect(made).toEqual(["wait"]), WITHIN);
        await agent.close();
      }
    };
    await expect(read()).rejects.toMatchObject({ code: "AGENT_CLOSED" });
    expect(types).toEqual(["model", "call"]);
    await vi.waitFor(() => expect(made).toEqual(["wait", "wait cancelled"]), WITHIN);
  });

  it("can close the agent at the result, and all is well", async () => {
    const { agent } = await openBench({ script: { turns: [{ text: "Done." }] } });
    const types: string[] = [];
    for await (const { type } of agent.stream("Go")) {
      types.push(type);
      if (type === "result") await agent.close();
    }
    expect(types).toEqual(["model", "result"]);
  });

  it("can decide at the step that asks, and gets the result of its own run after it", async () => {
    const { agent, made } = await openBench({
      codeModeConfig: ASK_DELETE,
      script: { turns: [runs("return await notes.delete({ id: 1 })"), { text: "Gone." }] },
    });
    const told: unknown[] = [];
    for await (const step of agent.stream("Delete note 1")) {
      if (step.type === "approval") told.push((await agent.resume([{ type: "approve" }])).output);
      if (step.type === "result") told.push(step.result.status);
    }
    expect(told).toEqual(["Gone.", "needs-approval"]);
    expect(made).toEqual(["delete 1"]);
  });

  it("can go on with the conversation at the result", async () => {
    const { agent } = await openBench({ script: { turns: [{ text: "One." }, { text: "Two." }] } });
    const told: unknown[] = [];
    for await (const step of agent.stream("Go")) {
      if (step.type !== "result") continue;
      told.push(step.result.output, await agent.run("Go on"));
      await agent.clearHistory();
    }
    expect(told).toEqual(["One.", "Two."]);
  });

  it("does not hold up the conversation if it never reads on after an abort", async () => {
    const { agent } = await openBench({ script: WAITS });
    const abort = new AbortController();
    const steps = agent.stream("Wait", { signal: abort.signal });
    await steps.next();
    abort.abort(new Error("enough"));
    expect(await agent.run("Hello?")).toBe("Hello again.");
    await expect(steps.next()).rejects.toThrow("enough");
  });
});

describe("whoever reads streamEvents()", () => {
  it("can close the agent at any event, and hears of it", async () => {
    const { agent } = await openBench({ script: WAITS });
    const read = async (): Promise<void> => {
      for await (const { event } of agent.streamEvents("Wait")) {
        if (event === "on_chat_model_start") await agent.close();
      }
    };
    await expect(read()).rejects.toMatchObject({ code: "AGENT_CLOSED" });
  });

  it("ends the run by leaving, whatever a tool does", async () => {
    const { agent, made } = await openBench({ script: WAITS });
    for await (const { event, name } of agent.streamEvents("Wait")) {
      if (event !== "on_tool_start" || name !== "execute_code") continue;
      await vi.waitFor(() => expect(made).toEqual(["wait"]), WITHIN);
      break;
    }
    await vi.waitFor(() => expect(made).toEqual(["wait", "wait cancelled"]), WITHIN);
    expect(await agent.run("Hello?")).toBe("Hello again.");
  });

  it("gets the provider's error as it was thrown", async () => {
    const script = { turns: [{ fault: "bad-request" as const, message: "the prompt is odd" }] };
    const { agent } = await openBench({ script });
    const read = async (): Promise<void> => {
      for await (const _ of agent.streamEvents("Go"));
    };
    await expect(read()).rejects.toMatchObject({ name: "Error", status: 400 });
  });
});
