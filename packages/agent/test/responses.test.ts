/** What LangGraph keeps of responses to questions, in agents of createAgent. */
import { Command, MemorySaver } from "@langchain/langgraph";
import { createAgent } from "langchain";
import { describe, expect, it } from "vitest";
import { codeModeMiddleware } from "../src/index.js";
import { openBench, runs } from "./support/bench.js";
import { modelFor } from "./support/models.js";

const ASK_DELETE = { policy: { rules: [{ match: "notes.delete", action: "ask" as const }] } };
const APPROVE = { decisions: [{ type: "approve" as const }] };
const REFUSE = { decisions: [{ type: "reject" as const, message: "keep it" }] };

interface Question {
  readonly id: string;
  readonly value: unknown;
}

interface Graph {
  readonly made: readonly string[];
  /** Resumes with a response, to the question of an id or to whatever asks first; resolves with what is asked. */
  resume(response: unknown, id?: string): Promise<readonly Question[]>;
  /** Goes on from the checkpointer, with no response. */
  goOn(): Promise<readonly Question[]>;
}

describe("a response without the id of its question", () => {
  it("does not take the place of a later one with it", async () => {
    const { resume, made } = await openGraph([
      "for (const id of [1, 2, 3]) await notes.delete({ id }).catch(() => {})",
    ]);
    const [second] = await resume(APPROVE);
    expect(await resume(REFUSE, second?.id)).toMatchObject([asking(3)]);
    expect(made).toEqual(["delete 1"]);
  });

  it("is not given to a question of other code, which nobody has answered", async () => {
    const { resume, made } = await openGraph(
      [1, 2].map(
        (id) => `await notes.delete({ id: ${id} }); await notes.delete({ id: ${id + 2} })`,
      ),
    );
    // LangGraph lists questions as they are raised, and the two pieces of code run side by side.
    const first = (await resume(APPROVE)).find(({ value }) => asks(value, 3));
    expect(await resume(APPROVE, first?.id)).toMatchObject([asking(4)]);
    expect(made.toSorted()).toEqual(["delete 1", "delete 2", "delete 3"]);
  });

  it("is not given to the next question when the graph goes on from its checkpointer", async () => {
    const { resume, goOn, made } = await openGraph([
      "for (const id of [1, 2]) await notes.delete({ id })",
    ]);
    expect(await resume(APPROVE)).toMatchObject([asking(2)]);
    expect(await goOn()).toMatchObject([asking(2)]);
    expect(await goOn()).toMatchObject([asking(2)]);
    expect(made).toEqual(["delete 1"]);
    expect(await resume(APPROVE)).toEqual([]);
    expect(made).toEqual(["delete 1", "delete 2"]);
  });
});

function asking(id: number): object {
  return { value: { actionRequests: [{ args: { id } }] } };
}

function asks(question: unknown, id: number): boolean {
  const { actionRequests } = question as { actionRequests: { args: { id: number } }[] };
  return actionRequests.some(({ args }) => args.id === id);
}

/** A graph that waits with the first question of each piece of code. */
async function openGraph(codes: readonly string[]): Promise<Graph> {
  const toolCalls = codes.flatMap((code) => runs(code).toolCalls);
  const script = { turns: [{ toolCalls }, { text: "Done." }] };
  const { client, made, standIn } = await openBench({ codeModeConfig: ASK_DELETE, script });
  const agent = createAgent({
    model: modelFor(standIn),
    middleware: [codeModeMiddleware({ client })],
    checkpointer: new MemorySaver(),
  });
  const invoke = async (input: unknown): Promise<readonly Question[]> => {
    const state = await agent.invoke(input as never, { configurable: { thread_id: "1" } });
    return (state as { __interrupt__?: Question[] }).__interrupt__ ?? [];
  };
  await invoke({ messages: "Tidy up" });
  return {
    made,
    resume: (response, id) =>
      invoke(new Command({ resume: id === undefined ? response : { [id]: response } })),
    goOn: () => invoke(null),
  };
}
