import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { MCPClient } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { MCPAgent } from "../src/index.js";
import { openBench, runs } from "./support/bench.js";

describe("a model that", () => {
  it("calls a tool that does not exist is told which there are", async () => {
    const { agent, standIn } = await openBench({
      script: { turns: [{ toolCalls: [{ name: "list_notes", args: {} }] }, { text: "I see." }] },
    });
    expect(await agent.run("Go")).toBe("I see.");
    expect(lastSeen(standIn)).toContain("execute_code, search_tools");
  });

  it("sends code as an object is told what code is", async () => {
    const { agent, standIn } = await openBench({
      script: {
        turns: [
          { toolCalls: [{ name: "execute_code", args: { code: { text: "return 1" } } }] },
          { text: "I see." },
        ],
      },
    });
    expect(await agent.run("Go")).toBe("I see.");
    expect(lastSeen(standIn)).toMatch(/properties\/code.*Expected "string"/s);
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

  const client = new MCPClient({ mcpServers: {} }, { codeMode: true });
  const llm = { invoke: async () => {}, bindTools: () => {} } as unknown as BaseChatModel;

  it.each([
    ["a model without bindTools", { llm: { invoke: async () => {} }, client }, /bindTools/],
    ["no model", { llm: undefined, client }, /llm/],
    ["an empty name of a model", { llm: " ", client }, /provider:model/],
    ["neither client nor servers", { llm }, /client or mcpServers/],
    ["both client and servers", { llm, client, mcpServers: {} }, /without a client/],
    ["no steps", { llm, client, maxSteps: 0 }, /maxSteps/],
  ])("is not made with %s", (_, options, problem) => {
    const make = (): MCPAgent => new MCPAgent(options as never);
    expect(make).toThrow(expect.objectContaining({ code: "CONFIG_INVALID" }));
    expect(make).toThrow(problem);
  });

  it("refuses a schema of which no JSON Schema can be made", async () => {
    const { agent } = await openBench({ script: {} });
    const validate = (value: unknown): { value: unknown } => ({ value });
    const schema = { "~standard": { version: 1 as const, vendor: "none", validate } };
    await expect(agent.run("Go", { schema })).rejects.toMatchObject({ code: "CONFIG_INVALID" });
  });
});

function lastSeen(standIn: Awaited<ReturnType<typeof openBench>>["standIn"]): string {
  return standIn.received().at(-1)?.request?.messages.at(-1)?.text ?? "";
}
