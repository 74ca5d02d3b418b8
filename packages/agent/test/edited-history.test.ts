/** Conversations that somebody has shortened, or said something in between. */
import { AIMessage, type BaseMessage, HumanMessage, ToolMessage } from "@langchain/core/messages";
import { Command, MemorySaver } from "@langchain/langgraph";
import { createAgent } from "langchain";
import { describe, expect, it } from "vitest";
import { codeModeMiddleware } from "../src/index.js";
import { openBench, runs } from "./support/bench.js";
import { CLIENTS, modelFor } from "./support/models.js";

const ASK_DELETE = { policy: { rules: [{ match: "notes.delete", action: "ask" as const }] } };

const call = new AIMessage({
  content: "",
  tool_calls: [{ id: "call00001", name: "execute_code", args: { code: "return 1" } }],
});
const answer = (content = "one"): ToolMessage =>
  new ToolMessage({ tool_call_id: "call00001", name: "execute_code", content });
const question = new HumanMessage("What now?");

const HISTORIES: [string, BaseMessage[]][] = [
  ["the call of an answer is gone", [new HumanMessage("Go"), answer(), question]],
  ["an answer is the first that is left", [answer(), question]],
  ["a call is the first that is left", [call, answer(), question]],
  ["the model has spoken first", [new AIMessage("Welcome!"), question]],
  ["a call has two answers", [new HumanMessage("Go"), call, answer(), answer("1"), question]],
  ["somebody spoke before an answer", [new HumanMessage("Go"), call, question, answer()]],
];

describe.each(CLIENTS)("$name", (client) => {
  it.each(HISTORIES)("takes a conversation in which %s", async (_, messages) => {
    const { standIn, client: servers } = await openBench({
      client,
      script: { turns: [{ text: "Well." }] },
    });
    const model = modelFor(standIn, { client });
    const agent = createAgent({ model, middleware: [codeModeMiddleware({ client: servers })] });
    const state = await agent.invoke({ messages });
    expect(state.messages.at(-1)?.text).toBe("Well.");
  });

  it("takes what somebody says with a decision, and the answer of the call", async () => {
    const { standIn, client: servers } = await openBench({
      client,
      codeModeConfig: ASK_DELETE,
      script: { turns: [runs("return await notes.delete({ id: 1 })"), { text: "Gone." }] },
    });
    const agent = createAgent({
      model: modelFor(standIn, { client }),
      middleware: [codeModeMiddleware({ client: servers })],
      checkpointer: new MemorySaver(),
    });
    const run = { configurable: { thread_id: "1" } };
    await agent.invoke({ messages: "Delete note 1" }, run);
    const resume = { decisions: [{ type: "approve" }] };
    const update = { messages: [new HumanMessage("Be brief")] };
    const state = await agent.invoke(new Command({ resume, update }) as never, run);
    expect(state.messages.at(-1)?.text).toBe("Gone.");
    const told =
      standIn
        .received()
        .at(-1)
        ?.request?.messages.map(({ text }) => text) ?? [];
    expect(told.findIndex((text) => text.includes('"deleted"'))).toBeLessThan(
      told.indexOf("Be brief"),
    );
  });
});
