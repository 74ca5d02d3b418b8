/** What an agent and its methods say to somebody who has given them the wrong thing. */
import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { MemorySaver } from "@langchain/langgraph";
import { MCPClient } from "@toolweave/core";
import { tool } from "langchain";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { MCPAgent, type MCPAgentOptions } from "../src/index.js";
import { openBench, runs } from "./support/bench.js";

const ASK_DELETE = { policy: { rules: [{ match: "notes.delete", action: "ask" as const }] } };

describe("an agent", () => {
  const client = new MCPClient({ mcpServers: {} }, { codeMode: true });
  const llm = { invoke: async () => {}, bindTools: () => {} } as unknown as BaseChatModel;

  it.each([
    ["nothing", undefined, "MCPAgent: the options must be an object, not undefined."],
    ["a model without bindTools", { llm: { invoke: async () => {} }, client }, "bindTools"],
    ["no model", { llm: undefined, client }, "llm"],
    ["an empty name of a model", { llm: " ", client }, "provider:model"],
    ["neither client nor servers", { llm }, "client or mcpServers"],
    ["what is no client", { llm, client: {} }, "client must be an MCPClient, not an object"],
    ["both client and servers", { llm, client, mcpServers: {} }, "without a client"],
    ["no steps", { llm, client, maxSteps: 0 }, "maxSteps must be a whole number above 0, not 0"],
    ["a word as memory", { llm, client, memory: "yes" }, 'checkpointer of LangGraph\'s, not "yes"'],
    ["an object as memory", { llm, client, memory: {} }, "memory must be true, false or"],
    ["tools by name", { llm, client, additionalTools: {} }, "an array of LangChain tools, not an"],
    ["an empty threadId", { llm, client, threadId: "" }, 'a string that is not empty, not ""'],
    [
      "an empty object as a tool",
      { llm, client, additionalTools: [tool(() => "", { name: "add" }), {}] },
      "additionalTools[1] must be a LangChain tool, with a name and an invoke method, not an object",
    ],
    [
      "a tool that nobody can call",
      { llm, client, additionalTools: [{ name: "add" }] },
      "additionalTools[0] must be a LangChain tool",
    ],
    [
      "a tool for code that only a provider can carry out",
      { llm, client, additionalTools: [{ type: "web_search" }], exposeInCode: true },
      "additionalTools[0] must be a LangChain tool",
    ],
    [
      "a tool of its own named execute_code",
      { llm, client, additionalTools: [{ name: "execute_code" }] },
      'additionalTools has a tool named "execute_code"',
    ],
    [
      "a tool of its own named final_answer",
      { llm, client, additionalTools: [{ name: "final_answer" }] },
      'additionalTools has a tool named "final_answer"',
    ],
    [
      "two tools of one name",
      { llm, client, additionalTools: [{ name: "add" }, { name: "add" }] },
      'additionalTools has a tool named "add"',
    ],
    [
      "a misspelt option",
      { llm, client, maxStep: 3 },
      "maxStep is unknown. Did you mean maxSteps?",
    ],
    [
      "code's own tools in a namespace without a name",
      { llm, client, exposeInCode: "" },
      "exposeInCode",
    ],
    [
      "a tool for code whose arguments have no JSON Schema",
      {
        llm,
        client,
        exposeInCode: true,
        additionalTools: [tool(() => "", { name: "book", schema: z.object({ on: z.date() }) })],
      },
      'the arguments of the additional tool "book" (Date cannot',
    ],
    ["an option like no other", { llm, client, zzz: 3 }, "zzz is unknown. Known: llm, client"],
  ])("is not made with %s", (_, options, problem) => {
    const make = (): MCPAgent => new MCPAgent(options as never);
    expect(make).toThrow(expect.objectContaining({ code: "CONFIG_INVALID" }));
    expect(make).toThrow(problem);
  });

  it("takes tools that the model's provider carries out", () => {
    const additionalTools = [
      { type: "web_search" },
      { type: "code_interpreter" },
      { googleSearch: {} },
    ] as never[];
    expect(new MCPAgent({ llm, client, additionalTools }).client).toBe(client);
  });

  it("takes every option that it has, and undefined for each", () => {
    const options: Required<Omit<MCPAgentOptions, "mcpServers" | "codeMode">> = {
      llm,
      client,
      systemPrompt: "Be brief.",
      additionalInstructions: "In French.",
      maxSteps: 3,
      memory: new MemorySaver(),
      threadId: "one",
      additionalTools: [],
      exposeInCode: false,
      middleware: [],
      callbacks: [],
    };
    expect(new MCPAgent(options).threadId).toBe("one");
    const left = Object.fromEntries(Object.keys(options).map((name) => [name, undefined]));
    expect(new MCPAgent({ ...left, llm, client }).client).toBe(client);
  });
});

describe("a run", () => {
  const METHODS: Readonly<Record<string, (agent: MCPAgent, ...args: never[]) => unknown>> = {
    run: (agent, ...args) => agent.run(...(args as unknown as [string])),
    invoke: (agent, ...args) => agent.invoke(...(args as unknown as [string])),
    stream: (agent, ...args) => all(() => agent.stream(...(args as unknown as [string]))),
    prettyStream: (agent, ...args) =>
      all(() => agent.prettyStream(...(args as unknown as [string]))),
    streamEvents: (agent, ...args) =>
      all(() => agent.streamEvents(...(args as unknown as [string]))),
  };

  it.each(Object.entries(METHODS))(
    "by %s() needs a task, and options it knows",
    async (name, begin) => {
      const { agent, standIn } = await openBench({ script: {} });
      const given = async (...args: unknown[]): Promise<unknown> =>
        begin(agent, ...(args as never[]));
      const invalid = (message: string): object => ({ code: "CONFIG_INVALID", message });
      await expect(given()).rejects.toMatchObject(
        invalid(`agent.${name}: the task must be a string, not undefined.`),
      );
      await expect(given(" \n")).rejects.toMatchObject(
        invalid(`agent.${name}: the task is empty: say what is to be done.`),
      );
      await expect(given("Go", { threadID: "a" })).rejects.toMatchObject(
        invalid(`agent.${name}: the option threadID is unknown. Did you mean threadId?`),
      );
      await expect(given("Go", { signal: 5 })).rejects.toMatchObject(
        invalid(`agent.${name}: signal must be an AbortSignal, not 5.`),
      );
      await expect(given("Go", null)).rejects.toMatchObject(
        invalid(`agent.${name}: the options must be an object, not null.`),
      );
      expect(standIn.counts().total).toBe(0);
    },
  );

  it.each([
    ["null", null],
    ["a JSON Schema", { type: "object", properties: { n: { type: "number" } } }],
  ])("refuses %s as schema, and says what to do", async (_, schema) => {
    const { agent, standIn } = await openBench({ script: {} });
    await expect(agent.run("Go", { schema } as never)).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      message: expect.stringContaining("z.fromJSONSchema"),
    });
    expect(standIn.counts().total).toBe(0);
  });

  it("takes the schema that Zod makes of a JSON Schema", async () => {
    const { agent } = await openBench({
      script: {
        turns: [
          { toolCalls: [{ name: "final_answer", args: { n: "one" } }] },
          { toolCalls: [{ name: "final_answer", args: { n: 1 } }] },
        ],
      },
    });
    const schema = z.fromJSONSchema({ type: "object", properties: { n: { type: "number" } } });
    expect(await agent.run("Go", { schema })).toEqual({ n: 1 });
  });

  it("refuses an empty threadId", async () => {
    const { agent } = await openBench({ script: {} });
    await expect(agent.run("Go", { threadId: "" })).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      message: 'agent.run: threadId must be a string that is not empty, not "".',
    });
  });

  it("is told of a misspelt schema", async () => {
    const { agent } = await openBench({ script: {} });
    await expect(agent.run("Go", { shema: 1 } as never)).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      message: "agent.run: the option shema is unknown. Did you mean schema?",
    });
  });
});

describe("resume()", () => {
  it.each([
    ["nothing", undefined, "the decisions must be an array of { type"],
    ["one decision", { type: "approve" }, "an array of .*, not an object"],
    [
      "an unknown type",
      [{ type: "aprove" }],
      'decisions\\[0\\] must be .*, not of the type "aprove"',
    ],
    ["words", [{ type: "approve" }, "reject"], 'decisions\\[1\\] must be .*, not "reject"'],
  ])("refuses %s, and the call waits on", async (_, decisions, problem) => {
    const { agent, made } = await openBench({
      codeModeConfig: ASK_DELETE,
      script: { turns: [runs("return await notes.delete({ id: 1 })"), { text: "Gone." }] },
    });
    await agent.invoke("Delete note 1");
    await expect(agent.resume(decisions as never)).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      message: expect.stringMatching(problem),
    });
    expect(await agent.pendingApprovals()).toHaveLength(1);
    expect(await agent.resume([{ type: "approve" }])).toMatchObject({ output: "Gone." });
    expect(made).toEqual(["delete 1"]);
  });

  it("says so if nothing waits for a decision", async () => {
    const { agent } = await openBench({ threadId: "one", script: { turns: [{ text: "Hi." }] } });
    const nothing = {
      code: "CONFIG_INVALID",
      message: 'agent.resume: no call waits for a decision in the conversation "one".',
    };
    await expect(agent.resume([{ type: "approve" }])).rejects.toMatchObject(nothing);
    expect(await agent.run("Hello")).toBe("Hi.");
    await expect(agent.resume([])).rejects.toMatchObject(nothing);
  });

  it("without memory is resumed by the threadId of its result, and says so", async () => {
    const { agent } = await openBench({
      memory: false,
      codeModeConfig: ASK_DELETE,
      script: { turns: [runs("return await notes.delete({ id: 1 })"), { text: "Gone." }] },
    });
    const { threadId } = await agent.invoke("Delete note 1");
    await expect(agent.resume([{ type: "approve" }])).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      message: expect.stringContaining("threadId"),
    });
    const { output } = await agent.resume([{ type: "approve" }], { threadId });
    expect(output).toBe("Gone.");
  });
});

async function all(begin: () => AsyncIterable<unknown>): Promise<void> {
  for await (const _ of begin());
}
