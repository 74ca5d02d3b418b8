/** Models that LangChain makes of a name, and that say nothing of what they are. */
import { initChatModel } from "langchain";
import { expect, it } from "vitest";
import { z } from "zod";
import { MCPAgent } from "../src/index.js";
import { openBench, runs } from "./support/bench.js";

const NAMES = ["google-genai:gemini-2.5-flash"];

it.each(NAMES)("%s is shown parallel calls one by one", async (name) => {
  const agent = await agentOf(name, [
    { toolCalls: [1, 2].flatMap((number) => runs(`return ${number}`).toolCalls) },
    { text: "Both." },
  ]);
  expect(await agent.run("Run both")).toBe("Both.");
});

it.each(NAMES)("%s is shown what it takes of a schema", async (name) => {
  const value = { at: "home" };
  const agent = await agentOf(name, [{ toolCalls: [{ name: "final_answer", args: value }] }]);
  const schema = z.object({ at: z.literal("home") }).or(z.object({ by: z.literal("train") }));
  expect(
    await agent.run("Where is she?", { schema: z.object({ at: schema.or(z.string()) }) }),
  ).toEqual(value);
});

async function agentOf(name: string, turns: object[]): Promise<MCPAgent> {
  const { standIn, client } = await openBench({ provider: "google", script: { turns } });
  const { apiKey, baseUrl } = standIn;
  return new MCPAgent({
    llm: await initChatModel(name, { apiKey, baseUrl, maxRetries: 0 }),
    client,
  });
}
