/** Graphs that are resumed from a state before their latest, in agents of createAgent. */
import { Command, MemorySaver } from "@langchain/langgraph";
import { createAgent } from "langchain";
import { describe, expect, it } from "vitest";
import { codeModeMiddleware } from "../src/index.js";
import { openBench, runs } from "./support/bench.js";
import { modelFor } from "./support/models.js";

const ASK_DELETE = { policy: { rules: [{ match: "notes.delete", action: "ask" as const }] } };
const APPROVE = { decisions: [{ type: "approve" }] };
const FIRST = "const [id] = await notes.list(); await notes.delete({ id })";
const SECOND = "await notes.delete({ id: 2 })";

describe.each([
  ["by its id", true],
  ["without an id", false],
])("a response %s", (_, isById) => {
  it("is not given to what the code asks now, and did not ask before", async () => {
    const { resumeBefore, deleted } = await openBefore(FIRST, isById);
    expect(await resumeBefore()).toMatchObject({
      __interrupt__: [{ value: { actionRequests: [{ args: { id: 2 } }] } }],
    });
    expect(deleted()).toEqual(["delete 1"]);
    expect(await resumeBefore()).not.toHaveProperty("__interrupt__");
    expect(deleted()).toEqual(["delete 1", "delete 2"]);
  });

  it("is given to what the code asks again", async () => {
    const { resumeBefore, deleted } = await openBefore(SECOND, isById);
    expect(await resumeBefore()).not.toHaveProperty("__interrupt__");
    expect(deleted()).toEqual(["delete 2", "delete 2"]);
  });
});

/** A graph that has gone on, and can be resumed from where it waited. */
async function openBefore(
  code: string,
  isById: boolean,
): Promise<{ resumeBefore: () => Promise<unknown>; deleted: () => string[] }> {
  const { client, made, standIn } = await openBench({
    codeModeConfig: ASK_DELETE,
    script: { turns: [runs(code), { text: "Done." }, { text: "Done again." }] },
  });
  const agent = createAgent({
    model: modelFor(standIn),
    middleware: [codeModeMiddleware({ client })],
    checkpointer: new MemorySaver(),
  });
  const latest = { configurable: { thread_id: "1" } };
  await agent.invoke({ messages: "Tidy up" }, latest);
  const before = await agent.graph.getState(latest);
  const [question] = before.tasks.flatMap(({ interrupts }) => interrupts);
  const resume = isById ? { [question?.id ?? ""]: APPROVE } : APPROVE;
  const resumeAt = (config: object): Promise<unknown> =>
    agent.invoke(new Command({ resume }) as never, config);
  await resumeAt(latest);
  return {
    resumeBefore: () => resumeAt(before.config),
    deleted: () => made.filter((call) => call !== "list"),
  };
}
