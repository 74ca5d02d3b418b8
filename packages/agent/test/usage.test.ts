/** What a run says that it has cost. */
import { ChatGroq } from "@langchain/groq";
import { expect, it } from "vitest";
import { openBench, runs } from "./support/bench.js";
import type { ModelClient } from "./support/models.js";

const STREAMING_GROQ: ModelClient = {
  name: "ChatGroq",
  provider: "groq",
  variable: "GROQ_API_KEY",
  connect: ({ baseUrl, apiKey, maxRetries }) =>
    new ChatGroq({
      model: "llama",
      apiKey,
      maxRetries,
      streaming: true,
      ...(baseUrl !== undefined && { baseUrl }),
    }),
  retries: true,
  bearsBreaks: true,
};

it("counts the tokens of a client that has those of a stream in a place of its own", async () => {
  const { agent, standIn } = await openBench({
    client: STREAMING_GROQ,
    script: {
      turns: [
        { ...runs("return 1"), usage: { inputTokens: 100, outputTokens: 7 } },
        { text: "One.", usage: { inputTokens: 200, outputTokens: 9 } },
      ],
    },
  });
  const { usage } = await agent.invoke("Go");
  expect(standIn.received().every(({ request }) => request?.isStreamed)).toBe(true);
  expect(usage).toMatchObject({ modelCalls: 2, inputTokens: 300, outputTokens: 16 });
});
