import { HumanMessage, SystemMessage, ToolMessage } from "@langchain/core/messages";
import { startModelStandIn } from "@toolweave/model-stand-ins";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CLIENTS, type Client, type Connection } from "./support/clients.js";
import { add, callsOf, collect, type Speaker, usageOf, withTools } from "./support/talk.js";

interface Service {
  readonly name: string;
  readonly client: Client;
  open(): Promise<{ connection: Connection; close(): Promise<void> }>;
}

/** Every client before its stand-in, and before the provider itself where there is a key for it. */
const SERVICES: readonly Service[] = CLIENTS.flatMap((client) => {
  const key = process.env[client.variable];
  const standIn: Service = {
    name: `${client.name} before its stand-in`,
    client,
    open: async () => {
      const { provider } = client;
      const opened = await startModelStandIn({
        provider,
        turns: ({ messages }) =>
          messages.at(-1)?.role === "tool"
            ? { text: "The sum is 42." }
            : { toolCalls: [{ name: "add", args: { a: 17, b: 25 } }] },
      });
      return { connection: opened, close: () => opened.close() };
    },
  };
  if (!key) return [standIn];
  const real = async () => ({ connection: { apiKey: key }, close: async () => {} });
  return [standIn, { name: `${client.name} before its provider`, client, open: real }];
});

const QUESTION = [
  new SystemMessage("You calculate with the tool only, never by yourself. Answer in one sentence."),
  new HumanMessage("Call the tool `add` once to add 17 and 25, and tell me the sum."),
];

describe.each(SERVICES)("$name", ({ client, open }) => {
  let speaker: Speaker;
  let close = async () => {};

  beforeAll(async () => {
    const opened = await open();
    close = opened.close;
    speaker = withTools(client.connect(opened.connection, { maxRetries: 2 }));
  });
  afterAll(() => close());

  it("calls a tool, gets its result, and answers", async () => {
    const asked = await speaker.invoke(QUESTION);
    expect(callsOf(asked)).toEqual([{ name: "add", args: { a: 17, b: 25 } }]);
    const [call] = asked.tool_calls ?? [];
    const result: ToolMessage = await add.invoke({ ...call, type: "tool_call" });
    const answered = await speaker.invoke([...QUESTION, asked, result]);
    expect(answered.text).toContain("42");
    expect(usageOf(answered).every((tokens) => tokens > 0)).toBe(true);
  });

  it("does the same in a stream", async () => {
    const { whole: asked } = await collect(await speaker.stream(QUESTION));
    expect(callsOf(asked)).toEqual([{ name: "add", args: { a: 17, b: 25 } }]);
    const [call] = asked.tool_calls ?? [];
    const result = new ToolMessage({ tool_call_id: call?.id ?? "", name: "add", content: "42" });
    const { whole, pieces } = await collect(await speaker.stream([...QUESTION, asked, result]));
    expect(whole.text).toContain("42");
    expect(pieces).toBeGreaterThan(1);
    expect(usageOf(whole).every((tokens) => tokens > 0)).toBe(true);
  });
});
