import { BaseCallbackHandler } from "@langchain/core/callbacks/base";
import { tool } from "@langchain/core/tools";
import { createToolServer, PROMPTS } from "@toolweave/core";
import { startModelStandIn } from "@toolweave/model-stand-ins";
import { createMiddleware } from "langchain";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type AgentStep, MCPAgent } from "../src/index.js";
import { openBench, runs } from "./support/bench.js";
import { modelFor } from "./support/models.js";

describe("the system prompt", () => {
  it("is that of code mode, with the connected namespaces", async () => {
    const { agent, standIn } = await openBench({ script: { turns: [{ text: "Hi." }] } });
    await agent.run("Hello");
    const system = standIn.received()[0]?.request?.system;
    expect(system).toContain(PROMPTS.CODE_MODE);
    expect(system).toContain("- `notes`: 7 tools: list, read, delete, clock, wait, hold, picture");
  });

  it.each([
    [{}],
    [{ systemPrompt: "Be brief." }],
    [{ systemPrompt: "Be brief.", codeModeConfig: false as const }],
  ])("ends with the additional instructions: %j", async (options) => {
    const { agent, standIn } = await openBench({
      ...options,
      additionalInstructions: "Answer in French.",
      script: { turns: [{ text: "Salut." }] },
    });
    await agent.run("Hello");
    expect(standIn.received()[0]?.request?.system).toMatch(/\S\n\nAnswer in French\.$/);
  });

  it("may be another, with instructions added", async () => {
    const { agent, standIn } = await openBench({
      systemPrompt: PROMPTS.CODE_MODE,
      additionalInstructions: "Answer in French.",
      script: { turns: [{ text: "Salut." }] },
    });
    await agent.run("Hello");
    const system = standIn.received()[0]?.request?.system ?? "";
    expect(system).toContain(PROMPTS.CODE_MODE);
    expect(system).toContain("Answer in French.");
    expect(system).not.toContain("## Servers");
  });
});

describe("memory", () => {
  const script = { turns: [{ text: "One." }, { text: "Two." }, { text: "Three." }] };

  it("keeps the conversation from run to run", async () => {
    const { agent, standIn } = await openBench({ script });
    await agent.run("First");
    const { messages } = await agent.invoke("Second");
    expect(messages.map(({ text }) => text)).toEqual(["Second", "Two."]);
    expect(textsSeen(standIn, 1)).toEqual(["First", "One.", "Second"]);
  });

  it("is cleared by clearHistory()", async () => {
    const { agent, standIn } = await openBench({ script });
    await agent.run("First");
    await agent.clearHistory();
    await agent.run("Second");
    expect(textsSeen(standIn, 1)).toEqual(["Second"]);
  });

  it("is off with memory: false", async () => {
    const { agent, standIn } = await openBench({ memory: false, script });
    await agent.run("First");
    await agent.run("Second");
    expect(textsSeen(standIn, 1)).toEqual(["Second"]);
  });

  it("keeps conversations apart by threadId", async () => {
    const { agent, standIn } = await openBench({ script });
    await agent.run("First", { threadId: "a" });
    await agent.run("Second", { threadId: "b" });
    await agent.run("Third", { threadId: "a" });
    expect(textsSeen(standIn, 1)).toEqual(["Second"]);
    expect(textsSeen(standIn, 2)).toEqual(["First", "One.", "Third"]);
  });

  it("lets runs of one conversation wait for each other", async () => {
    const { agent, standIn } = await openBench({ script });
    const answers = await Promise.all(["First", "Second", "Third"].map((text) => agent.run(text)));
    expect(answers).toEqual(["One.", "Two.", "Three."]);
    expect(textsSeen(standIn, 2)).toEqual(["First", "One.", "Second", "Two.", "Third"]);
  });
});

describe("additional tools", () => {
  const add = tool(({ a, b }) => ({ sum: a + b }), {
    name: "add",
    description: "Adds two numbers",
    schema: z.object({ a: z.number(), b: z.number() }),
  });

  it("stand beside those of code mode", async () => {
    const { agent, standIn } = await openBench({
      additionalTools: [add],
      script: {
        turns: [{ toolCalls: [{ name: "add", args: { a: 2, b: 3 } }] }, { text: "Five." }],
      },
    });
    expect(await agent.run("Add")).toBe("Five.");
    const { tools, messages } = standIn.received().at(-1)?.request ?? {};
    expect(tools?.map(({ name }) => name).sort()).toEqual(["add", "execute_code", "search_tools"]);
    expect(messages?.at(-1)?.text).toBe('{"sum":5}');
  });

  it("are a namespace in code, if they are exposed there", async () => {
    const { agent, standIn, client } = await openBench({
      additionalTools: [add],
      exposeInCode: "math",
      script: {
        turns: [
          runs(`
            const { sum } = await math.add({ a: 2, b: 3 });
            const wrong = await math.add({ a: 2 }).catch((error) => error.message);
            return { sum, wrong };
          `),
          { text: "Five." },
        ],
      },
    });
    expect(await agent.run("Add")).toBe("Five.");
    const { tools, messages } = standIn.received().at(-1)?.request ?? {};
    expect(tools?.map(({ name }) => name).sort()).toEqual(["execute_code", "search_tools"]);
    const { result } = JSON.parse(messages?.at(-1)?.text ?? "");
    expect(result).toEqual({ sum: 5, wrong: expect.stringContaining("b") });
    await agent.close();
    expect(client.getServerNames()).toEqual(["notes"]);
  });
});

describe("an answer with a schema", () => {
  const schema = z.object({
    count: z.number().int().positive(),
    on: z.string().transform((text) => new Date(text)),
  });

  it("is what the schema makes of it", async () => {
    const { agent } = await openBench({
      script: {
        turns: [
          runs("return (await notes.list()).length"),
          { toolCalls: [{ name: "final_answer", args: { count: 4, on: "2026-01-02" } }] },
        ],
      },
    });
    const answer = await agent.run("Count", { schema });
    expect(answer.on.getUTCFullYear()).toBe(2026);
    expect(answer.count).toBe(4);
  });

  it("is asked for again if it does not fit, with what is wrong", async () => {
    const { agent, standIn } = await openBench({
      script: {
        turns: [
          { toolCalls: [{ name: "final_answer", args: { count: -1, on: "2026-01-02" } }] },
          { text: "It is four." },
          { toolCalls: [{ name: "final_answer", args: { count: 4, on: "2026-01-02" } }] },
        ],
      },
    });
    const result = await agent.invoke("Count", { schema });
    if (result.status !== "answered") throw new Error(result.output);
    expect(result.output.count).toBe(4);
    expect(textsSeen(standIn, 1).at(-1)).toContain("count: Too small");
    expect(textsSeen(standIn, 2).at(-1)).toContain("final_answer");
  });

  it("is no sentence if there are no more steps", async () => {
    const { agent } = await openBench({
      maxSteps: 2,
      script: { turns: Array.from({ length: 4 }, () => runs("return 1")) },
    });
    await expect(agent.run("Count", { schema })).rejects.toMatchObject({
      code: "ANSWER_INVALID",
      message: expect.stringContaining("Stopped after 2 steps"),
    });
    const { status, output } = await agent.invoke("Count", { schema });
    expect({ status, output }).toEqual({
      status: "out-of-steps",
      output: "Stopped after 2 steps, before there was an answer.",
    });
  });

  it("leaves a conversation that can go on", async () => {
    const { agent } = await openBench({
      provider: "anthropic",
      script: {
        turns: [
          { toolCalls: [{ name: "final_answer", args: { count: 4, on: "2026-01-02" } }] },
          { text: "You are welcome." },
        ],
      },
    });
    await agent.run("Count", { schema });
    expect(await agent.run("Thanks")).toBe("You are welcome.");
  });
});

describe("an agent without code mode", () => {
  it("gives the model the servers' tools", async () => {
    const { agent, standIn, made } = await openBench({
      codeModeConfig: false,
      script: {
        turns: [
          { toolCalls: [{ name: "list", args: {} }] },
          { toolCalls: [{ name: "read", args: { id: 9 } }] },
          { toolCalls: [{ name: "read", args: { id: "one" } }] },
          { toolCalls: [{ name: "picture", args: {} }] },
          { text: "Four." },
        ],
      },
    });
    const { output, usage } = await agent.invoke("Count the notes");
    expect(output).toBe("Four.");
    expect(made).toEqual(["list", "read 9"]);
    expect(usage).toMatchObject({ modelCalls: 5, toolCalls: 4, executions: 0, nestedCalls: 0 });
    const request = standIn.received().at(-1)?.request;
    expect(request?.tools.map(({ name }) => name)).toContain("read");
    expect(request?.system).toBe("");
    const answers = request?.messages.filter(({ role }) => role === "tool").map(({ text }) => text);
    expect(answers?.[0]).toBe("[1,2,3,4]");
    expect(answers?.[1]).toContain("there is no note 9");
    expect(answers?.[2]).toContain('Expected "number"');
    expect(answers?.[2]).not.toMatch(/\.js:\d|file:/);
    expect(answers?.[3]).toContain("image");
  });

  it("tells tools of the same name apart by their servers", async () => {
    const server = (): ReturnType<typeof createToolServer> =>
      createToolServer("any", [
        { name: "go now!", inputSchema: { type: "object" }, handler: () => ({ content: [] }) },
      ]);
    const standIn = await startModelStandIn({ provider: "openai", turns: [{ text: "Hi." }] });
    const agent = new MCPAgent({
      llm: modelFor(standIn),
      mcpServers: { a: { server: server() }, b: { server: server() } },
      codeMode: false,
    });
    try {
      await agent.run("Hello");
      const names = standIn.received()[0]?.request?.tools.map(({ name }) => name);
      expect(names).toEqual(["go_now_", "b_go_now_"]);
    } finally {
      await agent.close();
      await standIn.close();
    }
    await expect(agent.client.createAllSessions()).rejects.toMatchObject({ code: "CLIENT_CLOSED" });
  });
});

describe("watching a run", () => {
  const script = {
    turns: [runs("console.log('one'); await notes.list(); return 1", "call_1"), { text: "Done." }],
  };

  it("by stream() gives its steps in order, the result last", async () => {
    const { agent } = await openBench({ script });
    const steps: AgentStep[] = [];
    for await (const step of agent.stream("Go")) steps.push(step);
    expect(steps.map(({ type }) => type)).toEqual([
      "model",
      "log",
      "call",
      "call",
      "tool",
      "model",
      "result",
    ]);
    expect(steps[1]).toEqual({ type: "log", toolCallId: "call_1", line: "one" });
    expect(steps[3]).toMatchObject({ call: { namespace: "notes", tool: "list", status: "ok" } });
    expect(steps[4]).toMatchObject({ failed: false, execution: { result: 1 } });
    expect(steps.at(-1)).toMatchObject({ result: { output: "Done.", usage: { nestedCalls: 1 } } });
  });

  it("by streamEvents() gives LangChain's events", async () => {
    const { agent } = await openBench({ script });
    const names = new Set<string>();
    for await (const { event } of agent.streamEvents("Go")) names.add(event);
    expect([...names]).toEqual(
      expect.arrayContaining(["on_chat_model_stream", "on_tool_start", "on_tool_end"]),
    );
  });

  it("by prettyStream() colours code", async () => {
    const { agent } = await openBench({ script });
    let text = "";
    for await (const piece of agent.prettyStream("Go", { color: true })) text += piece;
    expect(text).toContain("\u001b[32m'one'\u001b[39m");
    expect(text).toContain("\u001b[35mawait\u001b[39m");
  });

  it("by callbacks and middleware of the user's", async () => {
    const heard: string[] = [];
    class Listener extends BaseCallbackHandler {
      override readonly name = "listener";
      override readonly awaitHandlers = true;
      override handleToolStart(): void {
        heard.push("tool");
      }
    }
    const { agent } = await openBench({
      script,
      callbacks: [new Listener()],
      middleware: [
        createMiddleware({
          name: "Mine",
          wrapModelCall: (request, handler) => {
            heard.push("model");
            return handler(request);
          },
        }),
      ],
    });
    await agent.run("Go", { callbacks: [{ handleToolEnd: () => void heard.push("end") }] });
    expect(heard).toEqual(["model", "tool", "end", "model"]);
  });
});

describe("two agents over one client", () => {
  it("make 20 runs at once without crosstalk", async () => {
    const conversations = Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [
        `task ${i}.`,
        [
          runs(
            `console.log("log ${i}"); return [${i}, (await notes.read({ id: ${(i % 4) + 1} })).text]`,
          ),
          { text: `answer ${i}` },
        ],
      ]),
    );
    const { agent, client, standIn } = await openBench({
      memory: false,
      script: { conversations },
    });
    const other = new MCPAgent({ llm: modelFor(standIn), client, memory: false });
    const outcomes = await Promise.all(
      Object.keys(conversations).map(async (task, i) => {
        const logs: string[] = [];
        const results: unknown[] = [];
        let output: unknown;
        for await (const step of (i % 2 === 0 ? agent : other).stream(`Do ${task}`)) {
          if (step.type === "log") logs.push(step.line);
          if (step.type === "tool") results.push(step.execution?.result);
          if (step.type === "result") output = [step.result.output, step.result.usage.nestedCalls];
        }
        return { logs, results, output };
      }),
    );
    await other.close();
    expect(outcomes).toEqual(
      Array.from({ length: 20 }, (_, i) => ({
        logs: [`log ${i}`],
        results: [[i, `note ${(i % 4) + 1}`]],
        output: [`answer ${i}`, 1],
      })),
    );
  });
});

it("takes a model by its name", async () => {
  const standIn = await startModelStandIn({ provider: "openai", turns: [{ text: "Hi." }] });
  const before = { ...process.env };
  Object.assign(process.env, { OPENAI_API_KEY: standIn.apiKey, OPENAI_BASE_URL: standIn.baseUrl });
  const agent = new MCPAgent({ llm: "openai:gpt-4o", mcpServers: {} });
  try {
    expect(await agent.run("Hello")).toBe("Hi.");
  } finally {
    process.env = before;
    await agent.close();
    await standIn.close();
  }
});

function textsSeen(
  standIn: Awaited<ReturnType<typeof openBench>>["standIn"],
  request: number,
): string[] {
  return (standIn.received()[request]?.request?.messages ?? []).map(({ text }) => text);
}
