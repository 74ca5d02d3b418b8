import { HumanMessage, SystemMessage, ToolMessage } from "@langchain/core/messages";
import {
  type NeutralRequest,
  type ProviderName,
  startModelStandIn,
} from "@toolweave/model-stand-ins";
import { describe, expect, it } from "vitest";
import { CLIENTS, type Client } from "./support/clients.js";
import { eventually } from "./support/eventually.js";
import { connected, standInFor, withTools } from "./support/talk.js";
import { OPERATIONS, send } from "./support/wire.js";

const [FIRST] = CLIENTS;

function first(): Client {
  if (FIRST === undefined) throw new RangeError("There are no clients");
  return FIRST;
}

describe.each(CLIENTS)("a request of $name", (client) => {
  it("is understood in the one form for all providers", async () => {
    const toolCalls = [{ name: "add", args: { a: 1, b: 2 } }];
    const { model, standIn } = await connected(client, [{ toolCalls }, { text: "Three." }]);
    const speaker = withTools(model);
    const question = [new SystemMessage("Be brief."), new HumanMessage("One and two?")];
    const asked = await speaker.invoke(question);
    const id = asked.tool_calls?.[0]?.id ?? "";
    const result = new ToolMessage({ tool_call_id: id, name: "add", content: "3" });
    await speaker.invoke([...question, asked, result]);

    const [before, after] = standIn.received().map(({ request }) => request);
    const user = { role: "user", text: "One and two?", images: [] };
    expect(before).toMatchObject({
      provider: client.provider,
      system: "Be brief.",
      toolChoice: "auto",
    });
    expect(before?.messages).toEqual([user]);
    expect(before?.tools).toMatchObject([
      { name: "add", description: "Adds two numbers.", parameters: { required: ["a", "b"] } },
    ]);
    const [, said, answered] = after?.messages ?? [];
    expect(after?.messages[0]).toEqual(user);
    expect(said).toMatchObject({ role: "assistant", toolCalls });
    expect(answered).toMatchObject({ role: "tool", name: "add", text: "3", isError: false });
    const callId = said?.role === "assistant" ? said.toolCalls[0]?.id : undefined;
    expect(answered).toMatchObject({ callId });
  });
});

describe("an image that a user sends", () => {
  const PNG = "iVBORw0KGgo=";
  const message = new HumanMessage({
    content: [
      { type: "text", text: "What is this?" },
      { type: "image_url", image_url: { url: `data:image/png;base64,${PNG}` } },
    ],
  });
  const seeing = CLIENTS.filter(({ provider }) => provider !== "ollama");

  it.each(seeing)("by $name is one in the neutral form", async (client) => {
    const { model, standIn } = await connected(client, [{ text: "A picture." }]);
    await model.invoke([message]);
    expect(standIn.received()[0]?.request?.messages).toEqual([
      { role: "user", text: "What is this?", images: [{ mediaType: "image/png", data: PNG }] },
    ]);
  });
});

describe("a script", () => {
  it("may decide when the request has come", async () => {
    const { model } = await connected(first(), [
      { text: "First." },
      async ({ messages }, { index }) => ({ text: `${index}: ${messages.at(-1)?.text}` }),
    ]);
    await model.invoke("one");
    expect((await model.invoke("two")).text).toBe("1: two");
  });

  it("may be a function alone", async () => {
    const { model } = await connected(first(), ({ messages }: NeutralRequest) => ({
      text: `You said ${messages[0]?.text}.`,
    }));
    const said = await Promise.all(["a", "b", "c"].map((one) => model.invoke(one)));
    expect(said.map(({ text }) => text)).toEqual(["You said a.", "You said b.", "You said c."]);
  });

  it("keeps conversations that go on at once apart", async () => {
    const names = Array.from({ length: 20 }, (_, index) => `conversation-${index}.`);
    const standIn = await standInFor({
      provider: "anthropic",
      conversations: Object.fromEntries(
        names.map((name) => [name, [{ text: `${name} 0`, delayMs: 5 }, { text: `${name} 1` }]]),
      ),
      turns: [{ text: "somebody else" }],
    });
    const talk = async (name: string) => {
      const model = anthropic().connect(standIn);
      const one = await model.invoke(`This is ${name}`);
      const two = await model.invoke([
        new HumanMessage(`This is ${name}`),
        one,
        new HumanMessage("?"),
      ]);
      return [one.text, two.text];
    };
    const said = await Promise.all(names.map(talk));
    expect(said).toEqual(names.map((name) => [`${name} 0`, `${name} 1`]));
    expect((await anthropic().connect(standIn).invoke("Hello")).text).toBe("somebody else");
    const own = standIn.received().filter(({ conversation }) => conversation === names[7]);
    expect(own.map(({ index }) => index)).toEqual([0, 1]);
  });

  it("gives no two requests at once the same turn", async () => {
    const turns = Array.from({ length: 30 }, (_, index) => ({ text: `${index}`, delayMs: 3 }));
    const { model } = await connected(first(), turns);
    const said = await Promise.all(turns.map(() => model.invoke("Go on.")));
    expect(new Set(said.map(({ text }) => text)).size).toBe(30);
  });

  it("that has come to its end refuses with an error that is not tried again", async () => {
    const { model, standIn } = await connected(first(), [{ text: "Only." }], { maxRetries: 3 });
    await model.invoke("one");
    await expect(model.invoke("two")).rejects.toThrow("The script has no turn 2");
    expect(standIn.counts()).toMatchObject({ total: 2, answered: 1, refused: 1 });
  });

  it("that fails says so", async () => {
    const { model } = await connected(first(), () => {
      throw new RangeError("I did not expect this");
    });
    await expect(model.invoke("one")).rejects.toThrow("The script failed: RangeError: I did not");
  });

  it("makes up ids in the provider's style, or uses its own", async () => {
    const call = { name: "add", args: { a: 1, b: 2 } };
    const { model } = await connected(first(), [
      { toolCalls: [call, { ...call, id: "call_mine" }] },
    ]);
    const { tool_calls } = await withTools(model).invoke([new HumanMessage("Go on.")]);
    expect(tool_calls?.map(({ id }) => id)).toEqual([
      expect.stringMatching(/^call_\d{24}$/),
      "call_mine",
    ]);
  });

  it("estimates the tokens that it does not count", async () => {
    const { model } = await connected(first(), [{ text: "12345678" }]);
    expect((await model.invoke("Go on.")).usage_metadata).toMatchObject({ output_tokens: 2 });
  });
});

describe("what a stand-in received", () => {
  it("stands raw and understood, until it is forgotten", async () => {
    const { model, standIn } = await connected(first(), [{ text: "Well." }]);
    await model.invoke("Go on.");
    const [record] = standIn.received();
    expect(record).toMatchObject({ method: "POST", path: "/v1/chat/completions", status: 200 });
    expect(record?.headers.authorization).toBe(`Bearer ${standIn.apiKey}`);
    expect(record?.json).toEqual(JSON.parse(record?.body ?? ""));
    expect(record).toMatchObject({
      turn: { text: "Well." },
      outcome: "answered",
      conversation: "",
    });
    standIn.forgetReceived();
    expect(standIn.received()).toEqual([]);
    expect(standIn.counts()).toMatchObject({ total: 0 });
  });
});

describe("closing", () => {
  const PROVIDERS: readonly ProviderName[] = ["openai", "ollama"];

  it.each(PROVIDERS)(
    "a stand-in for %s ends what is under way, and can be done twice",
    async (provider) => {
      const standIn = await startModelStandIn({ provider, turns: () => ({ fault: "silence" }) });
      const operation = provider === "openai" ? OPERATIONS.chat : OPERATIONS.ollama;
      const asked = send(standIn, operation).catch((error: unknown) => error);
      await eventually(() => standIn.counts().pending === 1);
      await standIn.close();
      await standIn.close();
      expect(await asked).toBeInstanceOf(TypeError);
      await expect(fetch(standIn.baseUrl)).rejects.toThrow("fetch failed");
    },
  );

  it("ends answers that wait to be given", async () => {
    const standIn = await startModelStandIn({
      provider: "openai",
      turns: [{ text: "Late.", delayMs: 5000 }],
    });
    const asked = send(standIn, OPERATIONS.chat).catch((error: unknown) => error);
    await eventually(() => standIn.counts().pending === 1);
    await standIn.close();
    await asked;
    await eventually(() => standIn.counts().givenUp === 1);
  });
});

function anthropic(): Client {
  const found = CLIENTS.find(({ provider }) => provider === "anthropic");
  if (found === undefined) throw new RangeError("There is no client of Anthropic's");
  return found;
}
