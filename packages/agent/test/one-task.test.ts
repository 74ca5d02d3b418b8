/** Several executions in one task of the graph, as in an agent of createAgent whose version is "v1". */
import { Command, MemorySaver } from "@langchain/langgraph";
import { createAgent } from "langchain";
import { expect, it } from "vitest";
import { codeModeMiddleware, isCodeModeEvent } from "../src/index.js";
import { openBench, runs } from "./support/bench.js";
import { modelFor } from "./support/models.js";

const ASK_DELETE = { policy: { rules: [{ match: "notes.delete", action: "ask" as const }] } };
const APPROVE = { decisions: [{ type: "approve" as const }] };
const REFUSE = { decisions: [{ type: "reject" as const, message: "keep it" }] };

/** What an agent has asked, in the order of its questions. */
type Asked = readonly unknown[];

interface Agent {
  readonly made: readonly string[];
  begin(): Promise<Asked>;
  resume(response: unknown): Promise<Asked>;
  /** Resumes, and ends the run with the next answer of a call. */
  breakOff(response: unknown): Promise<void>;
  /** What the model was told last of its calls, in their order. */
  told(): string[];
}

it.each([
  ["the first code asks once", [[1], [2, 3]]],
  ["the first code asks often", [[1, 2, 3], [4]]],
  ["there are three", [[1, 2], [3], [4, 5]]],
])("makes only the calls that were approved where %s", async (_, codes) => {
  // The first code is the last to ask.
  const [first = [], ...others] = codes;
  const { begin, resume, made } = await openAgent([
    `await new Promise((end) => setTimeout(end, 100)); ${deleteAll(first)}`,
    ...others.map(deleteAll),
  ]);
  const approved: unknown[] = [];
  let asked = await begin();
  for (let turn = 0; asked.length > 0; turn++) {
    const isYes = turn % 2 === 0;
    if (isYes) approved.push(...asked);
    asked = await resume(isYes ? APPROVE : REFUSE);
  }
  expect(made).toEqual(approved.map((id) => `delete ${id}`));
});

it("tells the model what came of each, beside its own call", async () => {
  const { begin, resume, told } = await openAgent([deleteAll([1, 2]), deleteAll([3, 4])]);
  await begin();
  for (const response of [APPROVE, REFUSE, REFUSE, APPROVE]) await resume(response);
  expect(told()).toEqual([
    expect.stringMatching(/"deleted 1",\s+"kept 2"/),
    expect.stringMatching(/"kept 3",\s+"deleted 4"/),
  ]);
});

it.each([
  ["by its question's id", true],
  ["without an id", false],
])("gives no code a decision that was made again on another's call, %s", async (_, isById) => {
  const late = "await notes.delete({ id: 1 }); await new Promise((end) => setTimeout(end, 200))";
  const { begin, resume, breakOff, made } = await openAgent([late, deleteAll([2])], isById);
  expect(await begin()).toEqual([1]);
  await breakOff(APPROVE);
  expect(await resume(REFUSE)).toEqual([2]);
  expect(await resume(APPROVE)).toEqual([]);
  expect(made).toEqual(["delete 1", "delete 2"]);
});

function deleteAll(ids: readonly number[]): string {
  return `
    const ends = [];
    for (const id of ${JSON.stringify(ids)}) {
      ends.push(await notes.delete({ id }).then(() => "deleted " + id, () => "kept " + id));
    }
    return ends;
  `;
}

async function openAgent(codes: readonly string[], isById = false): Promise<Agent> {
  const toolCalls = codes.flatMap((code) => runs(code).toolCalls);
  const { client, made, standIn } = await openBench({
    codeModeConfig: ASK_DELETE,
    script: { turns: [{ toolCalls }, { text: "Done." }] },
  });
  const agent = createAgent({
    model: modelFor(standIn),
    middleware: [codeModeMiddleware({ client })],
    checkpointer: new MemorySaver(),
    version: "v1",
  });
  const config = { configurable: { thread_id: "1" } };
  const invoke = async (input: unknown): Promise<Asked> => {
    const state = (await agent.invoke(input as never, config)) as {
      __interrupt__?: { value: { actionRequests: { args: { id: unknown } }[] } }[];
    };
    const questions = state.__interrupt__ ?? [];
    return questions.flatMap(({ value }) => value.actionRequests.map(({ args }) => args.id));
  };
  const command = async (response: unknown): Promise<Command> => {
    const { tasks } = await agent.graph.getState(config);
    const [question] = tasks.flatMap(({ interrupts }) => interrupts);
    return new Command({ resume: isById ? { [question?.id ?? ""]: response } : response });
  };
  return {
    made,
    begin: () => invoke({ messages: "Tidy up" }),
    resume: async (response) => invoke(await command(response)),
    breakOff: async (response) => {
      const stream = await agent.stream((await command(response)) as never, {
        ...config,
        streamMode: "custom",
      });
      for await (const event of stream) {
        if (!isCodeModeEvent(event) || event.type !== "code_mode.call") continue;
        if (event.call.status === "ok") break;
      }
    },
    told: () => {
      const messages = standIn.received().at(-1)?.request?.messages ?? [];
      return messages.filter(({ role }) => role === "tool").map(({ text }) => text);
    },
  };
}
