/** Middleware that ends a run without a word of its own. */
import { HumanMessage, RemoveMessage, SystemMessage } from "@langchain/core/messages";
import { type AgentMiddleware, createMiddleware, tool, toolCallLimitMiddleware } from "langchain";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type Bench, openBench, runs } from "./support/bench.js";

const END = { jumpTo: "end" as const };

/** Ends a run instead of asking the model when it has been asked so often. */
function endBefore(asked: number): AgentMiddleware {
  let left = asked;
  const hook = () => (left-- > 0 ? undefined : END);
  return createMiddleware({ name: "Before", beforeModel: { canJumpTo: ["end"], hook } });
}

const endAfter = (): AgentMiddleware =>
  createMiddleware({ name: "After", afterModel: { canJumpTo: ["end"], hook: () => END } });

/** Begins to count anew when a run is over. */
const countsCalls = (): AgentMiddleware =>
  toolCallLimitMiddleware({ runLimit: 5 } as never) as unknown as AgentMiddleware;

const open = (middleware: AgentMiddleware): Promise<Bench> =>
  openBench({
    middleware: [middleware],
    script: { turns: [runs("return 1"), { text: "One." }, { text: "Two." }, { text: "Three." }] },
  });

describe.each([
  ["before the model is asked", () => endBefore(0), "it was not asked", 0],
  ["before its calls are made", endAfter, "its calls (execute_code) were not made", 1],
  ["after its calls", () => endBefore(1), "it was not shown what execute_code has answered", 1],
])("a run that middleware ends %s", (_, middleware, says, asked) => {
  it("has no answer, and is no fault of the model's", async () => {
    const { agent, standIn } = await open(middleware());
    await expect(agent.invoke("Go")).rejects.toMatchObject({
      code: "MODEL_NO_ANSWER",
      message: `The run ended before the model had answered: ${says}. Middleware may have ended it.`,
    });
    expect(standIn.received()).toHaveLength(asked);
  });

  it("is not begun again for an answer that fits a schema", async () => {
    const { agent, standIn } = await open(middleware());
    const schema = z.object({ count: z.number() });
    await expect(agent.run("Go", { schema })).rejects.toMatchObject({
      code: "ANSWER_INVALID",
      message: expect.stringMatching(/^Middleware ended the run .* and said nothing\.$/),
    });
    expect(standIn.received()).toHaveLength(asked);
  });
});

it("leaves an answer of the model's alone", async () => {
  const { agent } = await openBench({
    middleware: [endAfter()],
    script: { turns: [{ text: "One." }] },
  });
  expect(await agent.run("Go")).toBe("One.");
});

describe("a tool of one's own", () => {
  const rate = (returnDirect: boolean) =>
    tool(async () => "1.1", {
      name: "rate",
      description: "A rate",
      schema: z.object({}),
      returnDirect,
    });
  const open = (returnDirect: boolean, ...others: AgentMiddleware[]): Promise<Bench> =>
    openBench({
      additionalTools: [rate(returnDirect)],
      middleware: [endBefore(1), ...others],
      script: { turns: [{ toolCalls: [{ name: "rate", args: {} }] }] },
    });

  it("does not answer in the model's place if middleware ends the run behind it", async () => {
    const { agent } = await open(false);
    await expect(agent.invoke("Go")).rejects.toMatchObject({
      code: "MODEL_NO_ANSWER",
      message: expect.stringContaining("it was not shown what rate has answered"),
    });
  });

  it("answers if it is one that returns directly", async () => {
    const { agent } = await open(true);
    expect(await agent.run("Go")).toBe("1.1");
  });

  it("answers so beside middleware that counts calls, and counts anew when the run is over", async () => {
    const { agent } = await open(true, countsCalls());
    expect(await agent.run("Go")).toBe("1.1");
  });
});

describe("middleware that has the last word", () => {
  it.each([
    ["a person's", new HumanMessage("A note.")],
    ["the system's", new SystemMessage("A note.")],
    ["one as a plain object", { role: "user", content: "A note." } as never],
  ])("leaves the model's answer the run's, if it adds %s when that is over", async (_, note) => {
    const { agent } = await openBench({
      middleware: [createMiddleware({ name: "Notes", afterAgent: () => ({ messages: [note] }) })],
      script: { turns: [{ text: "One." }] },
    });
    const { output, messages } = await agent.invoke("Go");
    expect(output).toBe("One.");
    expect(messages.at(-1)?.text).toBe("A note.");
  });

  it("does so beside middleware that gives the whole conversation again", async () => {
    const note = { messages: [new HumanMessage("A note.")] };
    const { agent } = await openBench({
      middleware: [createMiddleware({ name: "Notes", afterAgent: () => note }), countsCalls()],
      script: { turns: [runs("return 1"), { text: "One." }] },
    });
    expect(await agent.run("Go")).toBe("One.");
  });

  it("is told from a run in which the model was not asked", async () => {
    const removed = createMiddleware({
      name: "Censor",
      afterModel: ({ messages }) => ({
        messages: [new RemoveMessage({ id: messages.at(-1)?.id ?? "" })] as never,
      }),
    });
    const { agent } = await openBench({
      middleware: [removed],
      script: { turns: [{ text: "One." }] },
    });
    await expect(agent.invoke("Go")).rejects.toMatchObject({
      code: "MODEL_NO_ANSWER",
      message: expect.stringMatching(/^The model has answered, but middleware took/),
    });
  });
});
