/** Answers of runs: those that fit schemas of every kind, and those that are not the model's. */
import { AIMessage, RemoveMessage } from "@langchain/core/messages";
import { DynamicStructuredTool, tool } from "@langchain/core/tools";
import {
  createMiddleware,
  modelCallLimitMiddleware,
  piiMiddleware,
  toolCallLimitMiddleware,
} from "langchain";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { AnswerSchema } from "../src/index.js";
import { openBench, runs } from "./support/bench.js";

interface Tree {
  name: string;
  parts: Tree[];
}

const tree: z.ZodType<Tree> = z.object({
  name: z.string(),
  get parts() {
    return z.array(tree);
  },
});
const named = z.object({ name: z.string() }).meta({ id: "Named" });
const NAME = z.object({ name: z.string() });

describe("an answer that has to fit a schema", () => {
  it.each<[string, AnswerSchema, object]>([
    ["that refers to itself", tree, { name: "a", parts: [{ name: "b", parts: [] }] }],
    ["that has an id", named, { name: "a" }],
    [
      "with two places of one that has an id",
      z.object({ first: named, second: named }),
      { first: { name: "a" }, second: { name: "b" } },
    ],
  ])("%s is given", async (_, schema, args) => {
    const { agent, standIn } = await openBench({ script: { turns: [answers(args)] } });
    expect(await agent.run("Go", { schema })).toEqual(args);
    const [first] = standIn.received();
    const offered = first?.request?.tools.find(({ name }) => name === "final_answer");
    expect(offered?.parameters).toMatchObject({ type: "object", required: Object.keys(args) });
  });

  it.each([
    ["another call", runs("return 1")],
    ["a call of a tool that does not exist", { toolCalls: [{ name: "list_notes", args: {} }] }],
    ["an answer that does not fit", answers({ name: 1 })],
  ])("ends the run although %s comes after it", async (_, after) => {
    const turn = { toolCalls: [...answers({ name: "a" }).toolCalls, ...after.toolCalls] };
    const { agent, standIn } = await openBench({ script: { turns: [turn] } });
    expect(await agent.run("Go", { schema: NAME })).toEqual({ name: "a" });
    expect(standIn.counts().total).toBe(1);
  });

  it("is not asked for again once middleware has ended the run", async () => {
    const { agent, standIn } = await openBench({
      script: { turns: [runs("return 1"), runs("return 2"), answers({ name: "a" })] },
      middleware: [modelCallLimitMiddleware({ runLimit: 1, exitBehavior: "end" } as never)],
    });
    await expect(agent.run("Go", { schema: NAME })).rejects.toMatchObject({
      code: "ANSWER_INVALID",
      message: expect.stringContaining("Model call limits exceeded"),
      details: { failures: [] },
    });
    expect(standIn.counts().total).toBe(1);
  });

  it("is missed with the words that the model said in its place", async () => {
    const words = "I cannot do that.";
    const { agent } = await openBench({
      script: { turns: [{ text: "One moment." }, { text: "😀".repeat(500) }, { text: words }] },
    });
    const error = await agent.run("Go", { schema: NAME }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      code: "ANSWER_INVALID",
      message: expect.stringContaining(words),
      details: {
        failures: [
          "the model did not call final_answer, and said: One moment.",
          `the model did not call final_answer, and said: ${"😀".repeat(150)}…`,
          `the model did not call final_answer, and said: ${words}`,
        ],
      },
    });
  });

  it("is asked for again though middleware has changed what the model said", async () => {
    const { agent } = await openBench({
      script: { turns: [{ text: "Ask me@example.com" }, answers({ name: "a" })] },
      middleware: [piiMiddleware("email", { applyToOutput: true })],
    });
    expect(await agent.run("Go", { schema: NAME })).toEqual({ name: "a" });
  });

  it.each([
    ["in the place of", (id: string) => [new RemoveMessage({ id }), new AIMessage("Redacted.")]],
    ["behind", () => [new AIMessage("Written by a model.")]],
  ])("is asked for again though middleware has put a message %s the model's", async (_, put) => {
    let runs = 0;
    const putting = createMiddleware({
      name: "Putting",
      afterAgent: ({ messages }) =>
        runs++ === 0 ? { messages: put(messages.at(-1)?.id ?? "") } : undefined,
    });
    const { agent } = await openBench({
      script: { turns: [{ text: "Ask me" }, answers({ name: "a" })] },
      middleware: [putting],
    });
    expect(await agent.run("Go", { schema: NAME })).toEqual({ name: "a" });
  });

  it("is not asked for again once middleware has ended the run in its second attempt", async () => {
    const { agent, standIn } = await openBench({
      script: { turns: [{ text: "Ask me" }, runs("return 1"), answers({ name: "a" })] },
      middleware: [modelCallLimitMiddleware({ threadLimit: 2, exitBehavior: "end" } as never)],
    });
    await expect(agent.run("Go", { schema: NAME })).rejects.toMatchObject({
      code: "ANSWER_INVALID",
      message: expect.stringContaining("Model call limits exceeded"),
    });
    expect(standIn.counts().total).toBe(2);
  });
});

it("tools for code may take arguments whose schema refers to itself", async () => {
  const names = new DynamicStructuredTool({
    name: "names",
    description: "Names",
    schema: tree as never,
    func: async ({ name, parts }: Tree) => [name, ...parts.map((part) => part.name)].join(),
  });
  const code = 'return app.names({ name: "a", parts: [{ name: "b", parts: [] }] })';
  const { agent, standIn } = await openBench({
    additionalTools: [names],
    exposeInCode: true,
    script: { turns: [runs(code), { text: "Done." }] },
  });
  await agent.run("Go");
  expect(standIn.received().at(-1)?.request?.messages.at(-1)?.text).toContain('"a,b"');
});

it("a tool that gives its answer directly answers the run", async () => {
  const direct = tool(async () => "Direct.", {
    name: "direct",
    description: "Answers",
    schema: z.object({}),
    returnDirect: true,
  });
  const { agent } = await openBench({
    additionalTools: [direct],
    script: { turns: [{ toolCalls: [{ name: "direct", args: {} }] }] },
  });
  expect(await agent.run("Go")).toBe("Direct.");
});

it("a run that middleware ends with a tool's failure says so", async () => {
  const { agent } = await openBench({
    middleware: [toolCallLimitMiddleware({ runLimit: 1 } as never)],
    script: { turns: [runs("return 1"), runs("return 2")] },
  });
  await expect(agent.run("Go")).rejects.toMatchObject({
    code: "MODEL_NO_ANSWER",
    message: expect.stringContaining("limit exceeded"),
  });
});

function answers(args: object): { toolCalls: { name: string; args: object }[] } {
  return { toolCalls: [{ name: "final_answer", args }] };
}

it("a run that middleware ends before the model's calls were made says so", async () => {
  const ending = createMiddleware({
    name: "Ending",
    afterModel: { canJumpTo: ["end"], hook: () => ({ jumpTo: "end" as const }) },
  });
  const { agent } = await openBench({
    middleware: [ending],
    script: { turns: [runs("return 1")] },
  });
  await expect(agent.run("Go")).rejects.toMatchObject({
    code: "MODEL_NO_ANSWER",
    message: expect.stringContaining("its calls (execute_code) were not made"),
  });
});
