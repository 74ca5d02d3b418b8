/** What checkpointers are given of results that are larger than what the model is shown. */
import { ToolMessage } from "@langchain/core/messages";
import { MemorySaver } from "@langchain/langgraph";
import { type CodeModeConfig, createToolServer } from "@toolweave/core";
import { startModelStandIn } from "@toolweave/model-stand-ins";
import { expect, it } from "vitest";
import { type AgentStep, MCPAgent } from "../src/index.js";
import { openBench, runs } from "./support/bench.js";
import { modelFor } from "./support/models.js";

const ROWS = 20_000;
const LARGE = runs(`return Array.from({ length: ${ROWS} }, (_, id) => ({ id }))`);
/** What a run of two steps may take, where the result alone has 230,000 characters. */
const MOST_KEPT = 100_000;

it.each<[string, CodeModeConfig]>([
  ["", {}],
  [" while a client can ask", { policy: { rules: [{ match: "notes.delete", action: "ask" }] } }],
])("code's large result is not kept by checkpointers%s", async (_, config) => {
  const memory = new MemorySaver();
  const { agent } = await openBench({
    memory,
    codeModeConfig: { ...config, outputBudget: 500 },
    script: { turns: [LARGE, runs("return 1"), { text: "Many." }, { text: "Yes." }] },
  });
  expect(await agent.run("Go")).toBe("Many.");
  expect(await agent.run("Really?")).toBe("Yes.");
  expect(bytesIn(memory)).toBeLessThan(MOST_KEPT);
});

it("code's large result is in the steps and the messages of the run", async () => {
  const { agent } = await openBench({ script: { turns: [LARGE, { text: "Many." }] } });
  const steps: AgentStep[] = [];
  for await (const step of agent.stream("Go")) steps.push(step);
  const tool = steps.find(({ type }) => type === "tool");
  expect(tool).toMatchObject({ failed: false, execution: { result: { length: ROWS } } });
  const last = steps.at(-1);
  const messages = last?.type === "result" ? last.result.messages : [];
  const artifact: unknown = messages.find(ToolMessage.isInstance)?.artifact;
  expect(artifact).toMatchObject({ result: { length: ROWS }, error: null });
});

it("a small result is kept with its message", async () => {
  const memory = new MemorySaver();
  const { agent } = await openBench({
    memory,
    threadId: "one",
    script: { turns: [runs("return 42"), { text: "It is." }] },
  });
  await agent.run("Go");
  const kept = await memory.getTuple({ configurable: { thread_id: "one" } });
  const messages = kept?.checkpoint.channel_values["messages"] as unknown[];
  const answer = messages.find((message) => ToolMessage.isInstance(message));
  expect((answer as ToolMessage).artifact).toMatchObject({ result: 42, error: null });
});

it("a server's large structured result is not kept beside its text", async () => {
  const rows = Array.from({ length: ROWS }, (_, id) => ({ id }));
  const server = createToolServer("table", [
    {
      name: "rows",
      inputSchema: { type: "object" },
      handler: () => ({
        content: [{ type: "text", text: "many" }],
        structuredContent: { rows },
      }),
    },
  ]);
  const standIn = await startModelStandIn({
    provider: "openai",
    turns: [{ toolCalls: [{ name: "rows", args: {} }] }, { text: "Many." }],
  });
  const memory = new MemorySaver();
  const agent = new MCPAgent({
    llm: modelFor(standIn),
    mcpServers: { table: { server } },
    codeMode: false,
    memory,
  });
  try {
    const { messages } = await agent.invoke("Go");
    const artifact: unknown = messages.find(ToolMessage.isInstance)?.artifact;
    expect(artifact).toMatchObject({ structuredContent: { rows: { length: ROWS } } });
    expect(bytesIn(memory)).toBeLessThan(MOST_KEPT);
  } finally {
    await agent.close();
    await standIn.close();
  }
});

function bytesIn(value: unknown): number {
  if (value instanceof Uint8Array) return value.length;
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce<number>((sum, part) => sum + bytesIn(part), 0);
}
