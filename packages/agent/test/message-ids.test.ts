/** Servers of models that give an id to several of their answers, by which LangGraph tells them apart. */
import { MemorySaver } from "@langchain/langgraph";
import { expect, it } from "vitest";
import { openBench, runs } from "./support/bench.js";

it("an answer with the id of an earlier one does not take its place", async () => {
  const conversation = { memory: new MemorySaver(), threadId: "a conversation" };
  // Every stand-in counts from the beginning, as does a local server that is started again.
  const first = await openBench({
    ...conversation,
    script: { turns: [runs("return 1", "call_1"), { text: "One." }] },
  });
  expect(await first.agent.run("Count")).toBe("One.");
  const second = await openBench({
    ...conversation,
    script: { turns: [runs("return 2", "call_2"), { text: "Two." }] },
  });
  let shown = "";
  for await (const text of second.agent.prettyStream("Go on", { color: false })) shown += text;
  expect(shown.match(/Two\./g)).toHaveLength(1);
  const third = await openBench({ ...conversation, script: { turns: [{ text: "Three." }] } });
  const { output, messages } = await third.agent.invoke("And on");
  expect(output).toBe("Three.");
  expect(messages).toHaveLength(2);
  const said = third.standIn.received()[0]?.request?.messages.map(({ role, text }) => [role, text]);
  expect(said?.filter(([role]) => role === "assistant").map(([, text]) => text)).toEqual([
    "",
    "One.",
    "",
    "Two.",
  ]);
});
