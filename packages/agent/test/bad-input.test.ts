import { describe, expect, it } from "vitest";
import { z } from "zod";
import { openBench, runs } from "./support/bench.js";
import { CLIENTS, type ModelClient } from "./support/models.js";

describe("a model that", () => {
  it("calls a tool that does not exist is told which there are", async () => {
    const { agent, standIn } = await openBench({
      script: { turns: [{ toolCalls: [{ name: "list_notes", args: {} }] }, { text: "I see." }] },
    });
    expect(await agent.run("Go")).toBe("I see.");
    expect(lastSeen(standIn)).toContain("execute_code, search_tools");
  });

  it.each([
    ["execute_code", { code: { text: "return 1" } }, "code must be a string, not an object."],
    ["execute_code", {}, "code must be a string, not undefined."],
    [
      "execute_code",
      { cod: "1" },
      "execute_code has no argument cod: did you mean code? It takes code, timeout.",
    ],
    ["execute_code", { code: "1", timeout: "5000" }, 'timeout must be a number, not "5000".'],
    [
      "execute_code",
      { code: "1", timeout: -5 },
      "timeout must be a number of milliseconds above 0, not -5.",
    ],
    [
      "search_tools",
      { qury: "x" },
      "search_tools has no argument qury: did you mean query? It takes query, detail_level, server, limit, offset.",
    ],
    [
      "search_tools",
      { detail_level: "all" },
      'detail_level must be one of names, descriptions, full, not "all".',
    ],
    ["search_tools", { limit: 0 }, "limit must be a whole number of at least 1, not 0."],
  ])("sends %s %j is told what is wrong, and nothing else", async (name, args, problem) => {
    const { agent, standIn } = await openBench({
      script: { turns: [{ toolCalls: [{ name, args }] }, { text: "I see." }] },
    });
    const { output, messages } = await agent.invoke("Go");
    expect(output).toBe("I see.");
    expect(messages.at(-2)).toMatchObject({ status: "error", name });
    expect(lastSeen(standIn)).toBe(problem);
  });

  it("sends null for arguments that it does not need is answered", async () => {
    const args = { code: "return 1 + 1", timeout: null };
    const { agent, standIn } = await openBench({
      script: { turns: [{ toolCalls: [{ name: "execute_code", args }] }, { text: "Two." }] },
    });
    expect(await agent.run("Go")).toBe("Two.");
    expect(lastSeen(standIn)).toContain('"result": 2');
  });

  it.each([
    ["sends empty code", "", /"error": "CODE_INVALID|"error": ".+/],
    [
      "sends prose",
      "First I will list the notes, then count them.",
      /SyntaxError|CODE_INVALID|1 \|/,
    ],
    ["calls a tool of a server that does not exist", "return await notes.lst()", /notes\.list/],
  ])("%s is told what is wrong", async (_, code, problem) => {
    const { agent, standIn } = await openBench({
      script: { turns: [runs(code), { text: "I see." }] },
    });
    expect(await agent.run("Go")).toBe("I see.");
    expect(lastSeen(standIn)).toMatch(problem);
  });

  it("loops for ever is stopped after maxSteps, with a clear result", async () => {
    const { agent, standIn } = await openBench({
      maxSteps: 4,
      script: { turns: () => runs("return 1") },
    });
    const result = await agent.invoke("Go");
    expect(result.status).toBe("out-of-steps");
    expect(result.output).toBe("Stopped after 4 steps, before there was an answer.");
    expect(result.usage).toMatchObject({ modelCalls: 4, executions: 4 });
    expect(standIn.counts().total).toBe(4);
  });

  it("runs code that loops for ever is told of the timeout", async () => {
    const { agent, standIn } = await openBench({
      codeModeConfig: { executorOptions: { timeoutMs: 300 } },
      script: { turns: [runs("for (;;) {}"), { text: "I see." }] },
    });
    expect(await agent.run("Go")).toBe("I see.");
    expect(lastSeen(standIn)).toContain("timed out");
  });

  it("returns nothing ends the run with an error that says so", async () => {
    const { agent } = await openBench({ script: { turns: [{ text: "" }] } });
    await expect(agent.run("Go")).rejects.toMatchObject({
      code: "MODEL_NO_ANSWER",
      message: expect.stringContaining('"stop"'),
    });
  });

  it("refuses is quoted", async () => {
    const script = { turns: [{ refusal: "I cannot do that." }] };
    const { agent } = await openBench({ provider: "anthropic", script });
    expect(await agent.run("Go")).toBe("I cannot do that.");
  });

  it("refuses, and whose client keeps it to itself, ends the run with an error", async () => {
    const { agent } = await openBench({ script: { turns: [{ refusal: "I cannot do that." }] } });
    await expect(agent.run("Go")).rejects.toMatchObject({ code: "MODEL_NO_ANSWER" });
  });

  it("sends arguments that are no JSON is asked again, and nothing is called", async () => {
    const { agent, standIn, made } = await openBench({
      script: {
        turns: [
          { toolCalls: [{ name: "execute_code", args: '{"code": "return await notes.list()' }] },
          runs("return await notes.list()"),
          { text: "Four." },
        ],
      },
    });
    expect(await agent.run("Go")).toBe("Four.");
    expect(made).toEqual(["list"]);
    expect(standIn.counts()).toMatchObject({ total: 3, refused: 0 });
  });

  it("sends arguments that are no JSON after an answer of a tool is asked again, in an order that all take", async () => {
    const { agent } = await openBench({
      provider: "mistral",
      script: {
        turns: [
          runs("return 1"),
          { toolCalls: [{ name: "execute_code", args: '{"code": }' }] },
          { text: "One." },
        ],
      },
    });
    expect(await agent.run("Go")).toBe("One.");
  });

  it.each(["openai", "anthropic"] as const)(
    "of %s is cut while it streams code is asked again, and nothing of the code is run",
    async (provider) => {
      const { agent, made } = await openBench({
        provider,
        script: {
          turns: [
            {
              toolCalls: [{ name: "execute_code", args: '{"code": "await notes.list(); await no' }],
              stop: "max-tokens",
            },
            runs("return await notes.read({ id: 1 })"),
            { text: "Read." },
          ],
        },
      });
      let text = "";
      for await (const piece of agent.prettyStream("Go", { color: false })) text += piece;
      expect(text).toContain("    return await notes.read({ id: 1 })\n");
      expect(text.endsWith("Read.\n")).toBe(true);
      expect(made).toEqual(["read 1"]);
    },
  );

  it.each([
    ["null", "execute_code", "null"],
    ["an array", "execute_code", '["return 1"]'],
    ["code alone", "execute_code", '"return 1"'],
    ["the name of a function in code", "notes.list", "{}"],
    ["no name", "", "{}"],
    ["a name longer than providers take", "n".repeat(1000), "{}"],
  ])("calls a tool with %s is asked again, and the conversation goes on", async (_, name, args) => {
    const { agent, standIn } = await openBench({
      provider: "anthropic",
      script: { turns: [{ toolCalls: [{ name, args: JSON.parse(args) }] }, { text: "I see." }] },
    });
    const { output, messages } = await agent.invoke("Go");
    expect(output).toBe("I see.");
    expect(messages).toHaveLength(2);
    expect(lastSeen(standIn)).toContain("Nothing was called");
    expect(lastSeen(standIn).length).toBeLessThan(300);
  });

  it("is cut in its arguments three times ends the run with an error that says so, and no more is told", async () => {
    const args = `{"code": "${"x".repeat(10_000)}`;
    const { agent, standIn } = await openBench({
      script: {
        turns: () => ({ toolCalls: [{ name: "execute_code", args }], stop: "max-tokens" }),
      },
    });
    await expect(agent.run("Go")).rejects.toMatchObject({
      code: "MODEL_NO_ANSWER",
      message: expect.stringContaining("the limit of its length"),
    });
    expect(lastSeen(standIn).length).toBeLessThan(300);
  });

  it("is cut in a response of OpenAI's is told so", async () => {
    const args = '{"code": "return';
    const { agent, standIn } = await openBench({
      client: CLIENTS.find(({ name }) => name.includes("responses API")) as ModelClient,
      script: {
        turns: [
          { toolCalls: [{ name: "execute_code", args }], stop: "max-tokens" },
          { text: "I see." },
        ],
      },
    });
    expect(await agent.run("Go")).toBe("I see.");
    expect(lastSeen(standIn)).toContain("the limit of its length");
  });

  it.each(CLIENTS.filter(({ provider }) => provider === "google"))(
    "makes a call that Gemini cannot read is asked again, by $name",
    async (client) => {
      const { agent, standIn } = await openBench({
        client,
        script: {
          turns: [{ toolCalls: [{ name: "execute_code", args: '{"code":' }] }, { text: "I see." }],
        },
      });
      expect(await agent.run("Go")).toBe("I see.");
      expect(lastSeen(standIn)).toContain("Nothing was called");
    },
  );

  it("sends no JSON three times ends the run with an error", async () => {
    const { agent, standIn } = await openBench({
      script: { turns: () => ({ toolCalls: [{ name: "execute_code", args: "{" }] }) },
    });
    await expect(agent.run("Go")).rejects.toMatchObject({
      code: "MODEL_NO_ANSWER",
      message: expect.stringContaining("no JSON"),
    });
    expect(standIn.counts().total).toBe(3);
  });

  it("fails the schema three times ends the run with an error that says how", async () => {
    const { agent, standIn } = await openBench({
      script: { turns: () => ({ toolCalls: [{ name: "final_answer", args: { count: "four" } }] }) },
    });
    const answer = agent.run("Count", { schema: z.object({ count: z.number() }) });
    await expect(answer).rejects.toMatchObject({
      code: "ANSWER_INVALID",
      message: expect.stringMatching(/3 times.*count/s),
    });
    expect(standIn.counts().total).toBe(3);
  });

  it("gives answers that a transformation throws at is told why, and ends after three", async () => {
    const { agent, standIn } = await openBench({
      script: { turns: () => ({ toolCalls: [{ name: "final_answer", args: { list: "[1, 2" } }] }) },
    });
    const list = z.string().transform((text): unknown => JSON.parse(text));
    await expect(agent.run("Count", { schema: z.object({ list }) })).rejects.toMatchObject({
      code: "ANSWER_INVALID",
      message: expect.stringContaining("JSON"),
    });
    expect(standIn.counts().total).toBe(3);
    expect(lastSeen(standIn)).toContain("This does not fit");
  });

  it("answers a schema with prose three times ends the run with an error", async () => {
    const { agent, standIn } = await openBench({ script: { turns: () => ({ text: "Four." }) } });
    const answer = agent.run("Count", { schema: z.object({ count: z.number() }) });
    await expect(answer).rejects.toMatchObject({ code: "ANSWER_INVALID" });
    expect(standIn.counts().total).toBe(3);
  });
});

describe("an agent", () => {
  it("whose client is closed says so, before the model is asked", async () => {
    const { agent, client, standIn } = await openBench({ script: {} });
    await client.close();
    await expect(agent.run("Go")).rejects.toMatchObject({ code: "CLIENT_CLOSED" });
    expect(standIn.counts().total).toBe(0);
  });

  it("that is closed says so", async () => {
    const { agent } = await openBench({ script: {} });
    await agent.close();
    await agent.close();
    await expect(agent.run("Go")).rejects.toMatchObject({ code: "AGENT_CLOSED" });
  });

  it("refuses a schema of which no JSON Schema can be made", async () => {
    const { agent } = await openBench({ script: {} });
    const validate = (value: unknown): { value: unknown } => ({ value });
    const schema = { "~standard": { version: 1 as const, vendor: "none", validate } };
    await expect(agent.run("Go", { schema })).rejects.toMatchObject({ code: "CONFIG_INVALID" });
    const dated = z.object({ on: z.date() });
    await expect(agent.run("Go", { schema: dated })).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      message: expect.stringContaining("Date cannot be represented"),
    });
  });
});

function lastSeen(standIn: Awaited<ReturnType<typeof openBench>>["standIn"]): string {
  return standIn.received().at(-1)?.request?.messages.at(-1)?.text ?? "";
}
