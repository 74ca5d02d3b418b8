/** An agent that runs within a graph of LangGraph's, such as in a tool of another agent's. */
import { tool } from "@langchain/core/tools";
import { Annotation, MemorySaver, StateGraph } from "@langchain/langgraph";
import { describe, expect, it, vi } from "vitest";
import { z } from "zod";
import type { MCPAgent } from "../src/index.js";
import { type Bench, openBench, runs } from "./support/bench.js";

/** Starting a sandbox may take seconds on a busy machine. */
const WITHIN = { timeout: 20_000 };
const ASK_DELETE = { policy: { rules: [{ match: "notes.delete", action: "ask" as const }] } };

describe("an agent in a tool of another agent's", () => {
  it.each<[string, (agent: MCPAgent) => Promise<string>]>([
    ["run", (agent) => agent.run("Count the notes")],
    [
      "prettyStream",
      async (agent) => {
        let text = "";
        for await (const piece of agent.prettyStream("Count the notes")) text += piece;
        return text;
      },
    ],
    [
      "streamEvents",
      async (agent) => {
        for await (const _ of agent.streamEvents("Count the notes"));
        return agent.run("Say it again");
      },
    ],
  ])("answers, by %s", async (_, ask) => {
    const inner = await openBench({
      script: {
        turns: [runs("return (await notes.list()).length"), { text: "4." }, { text: "4." }],
      },
    });
    const outer = await openOuter(() => ask(inner.agent));
    const { output, messages } = await outer.agent.invoke("Ask the other one");
    expect(output).toBe("The end.");
    expect(messages.at(-2)?.text).toContain("4.");
    expect(inner.made).toEqual(["list"]);
  });

  it("asks for approval where it runs, and goes on with it", async () => {
    const inner = await openBench({
      codeModeConfig: ASK_DELETE,
      script: { turns: [runs("return await notes.delete({ id: 1 })"), { text: "Gone." }] },
    });
    const outer = await openOuter(async () => {
      const { approvals } = await inner.agent.invoke("Delete note 1");
      expect(await inner.agent.pendingApprovals()).toEqual(approvals);
      const decisions = approvals.map(() => ({ type: "approve" as const }));
      return String((await inner.agent.resume(decisions)).output);
    });
    const { status, messages } = await outer.agent.invoke("Delete note 1");
    expect(status).toBe("answered");
    expect(messages.at(-2)?.text).toBe("Gone.");
    expect(inner.made).toEqual(["delete 1"]);
  });
});

describe("a run that was begun in a tool of another agent's", () => {
  it.each([
    ["by the model", {}],
    ["in code", { exposeInCode: true }],
  ])("ends with the run around it, called %s", async (_, options) => {
    const inner = await openBench({ script: { turns: [runs("await notes.wait()")] } });
    const outer = await openOuter(() => inner.agent.run("Wait"), options);
    const abort = new AbortController();
    const going = outer.agent.run("Ask the other one", { signal: abort.signal });
    await vi.waitFor(() => expect(inner.made).toEqual(["wait"]), WITHIN);
    abort.abort(new Error("enough"));
    await expect(going).rejects.toThrow("enough");
    await vi.waitFor(() => expect(inner.made).toEqual(["wait", "wait cancelled"]), WITHIN);
  });

  it.each<[string, (agent: MCPAgent) => Promise<unknown>]>([
    ["run", (agent) => agent.run("Begin")],
    [
      "streamEvents",
      async (agent) => {
        for await (const _ of agent.streamEvents("Begin"));
      },
    ],
  ])("may outlive the run around it, by %s, if that comes to its end", async (_, ask) => {
    const inner = await openBench({
      script: { turns: [{ text: "At last.", delayMs: 500 }] },
    });
    let answer: Promise<string> | undefined;
    const outer = await openOuter(async () => {
      answer = inner.agent.run("Take your time");
      return "It has begun.";
    });
    await ask(outer.agent);
    expect(await answer).toBe("At last.");
  });
});

it("an agent in a node of a graph keeps its own conversation", async () => {
  const { agent } = await openBench({ script: { turns: [{ text: "One." }, { text: "Two." }] } });
  const graph = new StateGraph(Annotation.Root({ answer: Annotation<string>() }))
    .addNode("ask", async () => ({ answer: await agent.run("Go") }))
    .addEdge("__start__", "ask")
    .compile({ checkpointer: new MemorySaver() });
  const run = { configurable: { thread_id: "of the graph" } };
  expect(await graph.invoke({ answer: "" }, run)).toEqual({ answer: "One." });
  expect((await agent.invoke("Again")).messages.map(({ text }) => text)).toEqual(["Again", "Two."]);
});

function openOuter(
  ask: () => Promise<string>,
  { exposeInCode = false }: { exposeInCode?: boolean } = {},
): Promise<Bench> {
  const other = tool(ask, { name: "other", description: "Asks", schema: z.object({}) });
  const call = exposeInCode
    ? runs("return await app.other({})")
    : { toolCalls: [{ name: "other", args: {} }] };
  return openBench({
    additionalTools: [other],
    exposeInCode,
    script: { turns: [call, { text: "The end." }] },
  });
}
