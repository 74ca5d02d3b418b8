/** Tools of the application's that code calls, and that ask. */
import { tool } from "@langchain/core/tools";
import { Command, interrupt, MemorySaver } from "@langchain/langgraph";
import { createAgent } from "langchain";
import { expect, it } from "vitest";
import { z } from "zod";
import { codeModeMiddleware } from "../src/index.js";
import { type Bench, openBench, runs } from "./support/bench.js";
import { modelFor } from "./support/models.js";

const ASK_DELETE = { policy: { rules: [{ match: "notes.delete", action: "ask" as const }] } };
const DELETING = runs("return await notes.delete({ id: 1 })");

it("an agent of createAgent in such a tool is asked where it runs, and goes on with the answer", async () => {
  const inner = await openBench({
    codeModeConfig: ASK_DELETE,
    script: { turns: [DELETING, { text: "Gone." }] },
  });
  const agent = createAgent({
    model: modelFor(inner.standIn),
    middleware: [codeModeMiddleware({ client: inner.client })],
    checkpointer: new MemorySaver(),
  });
  const said = await answerOf(async () => {
    const config = { configurable: { thread_id: "inner" } };
    expect(await agent.invoke({ messages: "Delete note 1" }, config)).toHaveProperty(
      "__interrupt__",
    );
    const approve = new Command({ resume: { decisions: [{ type: "approve" }] } });
    return (await agent.invoke(approve as never, config)).messages.at(-1)?.text;
  });
  expect(said).toContain('"result": "Gone."');
  expect(inner.made).toEqual(["delete 1"]);
});

it("one without a checkpointer tells its model that nobody can be asked", async () => {
  const inner = await openBench({
    codeModeConfig: ASK_DELETE,
    script: { turns: [DELETING, { text: "I may not." }] },
  });
  const agent = createAgent({
    model: modelFor(inner.standIn),
    middleware: [codeModeMiddleware({ client: inner.client })],
  });
  const said = await answerOf(
    async () => (await agent.invoke({ messages: "Delete note 1" })).messages.at(-1)?.text,
  );
  expect(said).toContain('"result": "I may not."');
  const told = inner.standIn.received().at(-1)?.request?.messages.at(-1)?.text;
  expect(told).toContain("the agent has no checkpointer");
  expect(inner.made).toEqual([]);
});

it("a tool that interrupts the graph fails, and says what to do", async () => {
  const said = await answerOf(() => interrupt({ question: "Are you sure?" }));
  expect(said).toContain('the tool \\"other\\" asks by interrupt(), which a tool that code calls');
  expect(said).toContain("without exposeInCode");
});

it("a tool still knows what the run was configured with", async () => {
  const said = await answerOf((_: unknown, { configurable }) => ({ ...configurable }));
  expect(said).toContain('"thread_id": "outer"');
  expect(said).not.toContain("__pregel");
});

/** What the model is told of code that calls a tool. */
async function answerOf(call: Parameters<typeof tool>[0]): Promise<string | undefined> {
  const other = tool(call as never, {
    name: "other",
    description: "Does it",
    schema: z.object({}),
  });
  const { agent }: Bench = await openBench({
    threadId: "outer",
    additionalTools: [other as never],
    exposeInCode: true,
    script: { turns: [runs("return await app.other({})"), { text: "The end." }] },
  });
  const { messages } = await agent.invoke("Begin");
  return messages.at(-2)?.text;
}
