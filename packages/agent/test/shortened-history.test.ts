/** Runs with middleware that shortens the conversation while they go on. */
import { FakeListChatModel } from "@langchain/core/utils/testing";
import { type AgentMiddleware, summarizationMiddleware } from "langchain";
import { expect, it } from "vitest";
import { openBench, runs } from "./support/bench.js";

function summaries(messages: number, keep: number): AgentMiddleware {
  return summarizationMiddleware({
    model: new FakeListChatModel({ responses: ["They talked."] }),
    trigger: { messages },
    keep: { messages: keep },
  } as never);
}

it("answers, and gives the messages of each run, the input first", async () => {
  const questions = ["one", "two", "three", "four", "five"];
  const { agent } = await openBench({
    middleware: [summaries(4, 2)],
    script: { turns: questions.flatMap((text) => [runs("return 1"), { text: `Answer ${text}.` }]) },
  });
  for (const text of questions) {
    const { status, output, messages } = await agent.invoke(`Question ${text}`);
    expect({ status, output }).toEqual({ status: "answered", output: `Answer ${text}.` });
    expect(messages[0]?.text).toBe(`Question ${text}`);
    expect(messages.at(-1)?.text).toBe(`Answer ${text}.`);
    expect(messages.filter((message) => message.text.startsWith("Question"))).toHaveLength(1);
  }
});

it("keeps the input in front if the run itself is shortened", async () => {
  const { agent } = await openBench({
    middleware: [summaries(6, 2)],
    script: {
      turns: [...["1", "2", "3", "4"].map((code) => runs(`return ${code}`)), { text: "Done." }],
    },
  });
  const { output, messages } = await agent.invoke("Go");
  expect(output).toBe("Done.");
  expect(messages[0]?.text).toBe("Go");
  expect(messages.at(-1)?.text).toBe("Done.");
});
