/** OpenAI's models where they are held to the schemas of tools. */
import { ChatOpenAI, type ChatOpenAIFields } from "@langchain/openai";
import { createAgent, createMiddleware, providerStrategy, toolStrategy } from "langchain";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { codeModeMiddleware } from "../src/index.js";
import { type Bench, openBench, runs } from "./support/bench.js";

const COUNT = z.object({ count: z.number() });
const SEARCH = { query: "note", detail_level: null, server: null, limit: null, offset: null };
const CODE = { code: "return (await notes.list()).length", timeout: null };
const TURNS = [
  { toolCalls: [{ name: "search_tools", args: SEARCH }] },
  { toolCalls: [{ name: "execute_code", args: CODE }] },
  { text: '{"count":4}' },
];

describe.each([false, true])("ChatOpenAI, with useResponsesApi: %s,", (useResponsesApi) => {
  it.each([
    ["a schema", COUNT],
    ["providerStrategy", providerStrategy(COUNT)],
  ])("runs code for an answer that fits %s", async (_, responseFormat) => {
    const bench = await openBench({ script: { turns: TURNS } });
    const agent = createAgent({
      model: modelOf(bench, { useResponsesApi }),
      middleware: [codeModeMiddleware({ client: bench.client })],
      responseFormat: responseFormat as typeof COUNT,
    });
    const { structuredResponse } = await agent.invoke({ messages: "Count" });
    expect(structuredResponse).toEqual({ count: 4 });
    expect(bench.made).toEqual(["list"]);
  });

  it("runs code where all its tools are strict", async () => {
    const bench = await openBench({ script: { turns: TURNS } });
    const agent = createAgent({
      model: modelOf(bench, { useResponsesApi, supportsStrictToolCalling: true }),
      middleware: [codeModeMiddleware({ client: bench.client })],
    });
    expect((await agent.invoke({ messages: "Count" })).messages.at(-1)?.text).toBe('{"count":4}');
    expect(bench.made).toEqual(["list"]);
  });
});

it("gives the answer by a tool beside code, too", async () => {
  const bench = await openBench({
    script: {
      turns: [
        runs("return (await notes.list()).length"),
        ({ tools }) => {
          const name = tools.map((tool) => tool.name).find((each) => each.startsWith("extract"));
          return { toolCalls: [{ name: name ?? "", args: { count: 4 } }] };
        },
      ],
    },
  });
  const agent = createAgent({
    model: modelOf(bench),
    middleware: [codeModeMiddleware({ client: bench.client })],
    responseFormat: toolStrategy(COUNT),
  });
  expect((await agent.invoke({ messages: "Count" })).structuredResponse).toEqual({ count: 4 });
});

it("lets middleware choose the tools by their names", async () => {
  const bench = await openBench({ script: { turns: [{ text: '{"count":0}' }] } });
  const fewer = createMiddleware({
    name: "Fewer",
    wrapModelCall: (request, handler) =>
      handler({ ...request, tools: request.tools.filter(({ name }) => name === "execute_code") }),
  });
  const agent = createAgent({
    model: modelOf(bench),
    middleware: [codeModeMiddleware({ client: bench.client }), fewer],
    responseFormat: COUNT,
  });
  await agent.invoke({ messages: "Count" });
  const shown = bench.standIn.received()[0]?.request?.tools.map(({ name }) => name);
  expect(shown).toEqual(["execute_code"]);
});

function modelOf({ standIn }: Bench, fields: ChatOpenAIFields = {}): ChatOpenAI {
  const { apiKey, baseUrl } = standIn;
  const configuration = { baseURL: baseUrl };
  return new ChatOpenAI({ model: "gpt-5", apiKey, maxRetries: 0, configuration, ...fields });
}
