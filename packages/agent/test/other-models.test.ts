/** Conversations that go on with another model's client than the one they were begun with. */
import { MemorySaver } from "@langchain/langgraph";
import { createAgent } from "langchain";
import { describe, expect, it } from "vitest";
import { codeModeMiddleware } from "../src/index.js";
import { type Bench, openBench, runs } from "./support/bench.js";
import { CLIENTS, type ModelClient, modelFor } from "./support/models.js";

const CODES = ["emit(await notes.picture())", "return 2", "return 3", "return 4"];
const BEGINNING = [
  { text: "Let me see.", toolCalls: CODES.slice(0, 2).flatMap((code) => runs(code).toolCalls) },
  { text: "A picture." },
  runs("return 3"),
  { text: "Three." },
];

describe.each(CLIENTS)("a conversation with $name", (first) => {
  it.each(CLIENTS.filter(({ provider }) => provider !== first.provider || provider === "google"))(
    "is taken by $name, with its calls",
    async (second) => {
      const checkpointer = new MemorySaver();
      const begun = await openBench({ client: first, script: { turns: BEGINNING } });
      const going = await openBench({
        client: second,
        script: { turns: [runs("return 4"), { text: "At last." }] },
      });
      const one = agentOf(begun, first, checkpointer);
      await said(one, "Go");
      await said(one, "Go on", { streamed: true });
      const last = await said(agentOf(going, second, checkpointer), "And now?");
      expect(last).toBe("At last.");
      const asked = going.standIn
        .received()
        .at(-1)
        ?.request?.messages.flatMap((message) => {
          return message.role === "assistant" ? message.toolCalls : [];
        });
      expect(asked?.map(({ args }) => args)).toEqual(CODES.map((code) => ({ code })));
    },
  );
});

type Agent = ReturnType<typeof agentOf>;

function agentOf({ standIn, client }: Bench, model: ModelClient, checkpointer: MemorySaver) {
  return createAgent({
    model: modelFor(standIn, { client: model }),
    middleware: [codeModeMiddleware({ client })],
    checkpointer,
  });
}

async function said(
  agent: Agent,
  messages: string,
  { streamed = false }: { streamed?: boolean } = {},
): Promise<string | undefined> {
  const run = { configurable: { thread_id: "1" } };
  if (!streamed) return (await agent.invoke({ messages }, run)).messages.at(-1)?.text;
  for await (const _ of agent.streamEvents({ messages }, { ...run, version: "v2" }));
  return undefined;
}
