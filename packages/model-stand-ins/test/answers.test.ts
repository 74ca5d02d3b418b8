import { HumanMessage } from "@langchain/core/messages";
import { describe, expect, it } from "vitest";
import { CLIENTS } from "./support/clients.js";
import { callsOf, collect, connected, usageOf, withTools } from "./support/talk.js";

const ASK = [new HumanMessage("Go on.")];
const TEXT = "Zwölf Boxkämpfer jagen Viktor quer über den Deich 🥊🏃.";
const SUMS = [
  { name: "add", args: { a: 1, b: 2 } },
  { name: "add", args: { a: 30, b: 40 } },
];
const USAGE = { inputTokens: 1234, outputTokens: 56 };

describe.each(CLIENTS)("$name", (client) => {
  it("reads a text, whole and in pieces of one character", async () => {
    const { model } = await connected(client, [{ text: TEXT }, { text: TEXT, pieceLength: 1 }]);
    expect((await model.invoke(ASK)).text).toBe(TEXT);
    const { whole, pieces } = await collect(await model.stream(ASK));
    expect(whole.text).toBe(TEXT);
    expect(pieces).toBeGreaterThanOrEqual([...TEXT].length);
  });

  it("reads parallel tool calls beside a text, whole and in pieces of one character", async () => {
    const turn = { text: "Two sums.", toolCalls: SUMS };
    const { model } = await connected(client, [turn, { ...turn, pieceLength: 1 }]);
    const speaker = withTools(model);
    const invoked = await speaker.invoke(ASK);
    expect(callsOf(invoked)).toEqual(SUMS);
    expect(invoked.text).toBe("Two sums.");
    const { whole } = await collect(await speaker.stream(ASK));
    expect(callsOf(whole)).toEqual(SUMS);
    expect(whole.text).toBe("Two sums.");
    expect(new Set(whole.tool_calls?.map(({ id }) => id)).size).toBe(2);
  });

  it("counts the tokens that the script says, whole and streamed", async () => {
    const { model } = await connected(client, [
      { text: TEXT, usage: USAGE },
      { text: TEXT, usage: USAGE },
    ]);
    expect(usageOf(await model.invoke(ASK))).toEqual([1234, 56]);
    const { whole } = await collect(await model.stream(ASK));
    // ChatAnthropic adds the one token that a stream's first event counts to those of its last.
    expect(usageOf(whole)).toEqual([1234, client.provider === "anthropic" ? 57 : 56]);
  });

  it("reads an answer that says nothing, whole and streamed", async () => {
    const { model } = await connected(client, [{}, {}]);
    expect((await model.invoke(ASK)).text).toBe("");
    expect((await collect(await model.stream(ASK))).whole.text).toBe("");
  });

  it("hears that an answer was cut by the limit of tokens", async () => {
    const { model } = await connected(client, [{ text: "And so", stop: "max-tokens" }]);
    const { response_metadata } = await model.invoke(ASK);
    expect(JSON.stringify(response_metadata)).toMatch(/length|max_tokens|MAX_TOKENS|incomplete/);
  });
});

describe("a refusal", () => {
  const turns = [{ refusal: "I will not." }];
  const client = (name: string) => {
    const found = CLIENTS.find((one) => one.name === name);
    if (found === undefined) throw new RangeError(name);
    return found;
  };

  it.each(["ChatOpenAI", "ChatOpenAI by responses"])(
    "has a field of its own for %s",
    async (name) => {
      const { model, standIn } = await connected(client(name), turns);
      expect((await model.invoke(ASK)).text).toBe("");
      expect(standIn.counts()).toMatchObject({ answered: 1 });
      const { model: streaming } = await connected(client(name), turns);
      const { whole } = await collect(await streaming.stream(ASK));
      expect(whole.text).toBe("");
    },
  );

  it("is a stop reason for ChatAnthropic", async () => {
    const { model } = await connected(client("ChatAnthropic"), turns);
    expect((await model.invoke(ASK)).response_metadata).toMatchObject({ stop_reason: "refusal" });
  });

  it("is an answer without content for ChatGoogleGenerativeAI", async () => {
    const { model } = await connected(client("ChatGoogleGenerativeAI"), turns);
    await expect(model.invoke(ASK)).rejects.toThrow("Finish reason: SAFETY");
  });

  it.each(["ChatOllama", "ChatMistralAI", "ChatGroq"])("is a text for %s", async (name) => {
    const { model } = await connected(client(name), turns);
    expect((await model.invoke(ASK)).text).toBe("I will not.");
  });
});

describe("arguments that are no valid JSON", () => {
  const turns = [{ toolCalls: [{ name: "add", args: '{"a": 1, "b' }] }];
  const answerOf = async (name: string) => {
    const client = CLIENTS.find((one) => one.name === name);
    if (client === undefined) throw new RangeError(name);
    const { model, standIn } = await connected(client, turns);
    return { answer: withTools(model).invoke(ASK), standIn };
  };

  it.each(["ChatOpenAI", "ChatOpenAI by responses", "ChatMistralAI"])(
    "reach %s as they are",
    async (name) => {
      const { answer } = await answerOf(name);
      const { tool_calls, invalid_tool_calls } = await answer;
      expect(tool_calls).toEqual([]);
      expect(invalid_tool_calls).toMatchObject([{ name: "add", args: '{"a": 1, "b' }]);
    },
  );

  it("reach ChatAnthropic as a text in place of an object", async () => {
    const { answer } = await answerOf("ChatAnthropic");
    expect(await answer).toMatchObject({ tool_calls: [{ name: "add", args: '{"a": 1, "b' }] });
  });

  it("end the answer of ChatGoogleGenerativeAI without a call", async () => {
    const { answer } = await answerOf("ChatGoogleGenerativeAI");
    const { tool_calls, response_metadata } = await answer;
    expect(tool_calls).toEqual([]);
    expect(response_metadata).toMatchObject({ finishReason: "MALFORMED_FUNCTION_CALL" });
  });

  it("remain a text for ChatOllama", async () => {
    const { answer } = await answerOf("ChatOllama");
    const { text, tool_calls } = await answer;
    expect(tool_calls).toEqual([]);
    expect(text).toContain('{"a": 1, "b');
  });

  it("are an error of the request for ChatGroq", async () => {
    const { answer, standIn } = await answerOf("ChatGroq");
    await expect(answer).rejects.toThrow("tool_use_failed");
    expect(standIn.counts()).toMatchObject({ failed: 1, refused: 0 });
  });
});
