/** A run as text, whether or not the model streams. */
import { tool } from "@langchain/core/tools";
import { FakeListChatModel } from "@langchain/core/utils/testing";
import { ChatOpenAI, type ChatOpenAIFields } from "@langchain/openai";
import { modelRetryMiddleware } from "langchain";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { MCPAgent } from "../src/index.js";
import { openBench, runs } from "./support/bench.js";
import { CLIENTS, type ModelClient } from "./support/models.js";

describe.each([
  ["that streams", {}],
  ["with disableStreaming", { disableStreaming: true }],
  ["with streaming: false", { streaming: false }],
  [
    "of the responses API, with disableStreaming",
    { disableStreaming: true, useResponsesApi: true },
  ],
])("prettyStream() of a model %s", (_, fields) => {
  it("writes all that the model says, and everything once", async () => {
    const { agent, standIn } = await openBench({
      client: openAI(fields),
      script: {
        turns: [
          { text: "First:", ...runs("return (await notes.list()).length") },
          { text: "Four." },
        ],
      },
    });
    const text = await textOf(agent);
    expect(text.match(/First:\n {4}return/g)).toHaveLength(1);
    expect(text.match(/notes\.list/g)).toHaveLength(2);
    expect(text.match(/Four\./g)).toHaveLength(1);
    expect(text.endsWith("Four.\n")).toBe(true);
    const isStreamed = Object.keys(fields).length === 0;
    expect(standIn.received().every(({ request }) => request?.isStreamed === isStreamed)).toBe(
      true,
    );
  });
});

describe("prettyStream()", () => {
  const ask = tool(
    async () => (await new FakeListChatModel({ responses: ["Hm."] }).invoke("?")).text,
    { name: "ask", description: "Asks another model", schema: z.object({}) },
  );

  it("ends the line of a model that a tool has asked", async () => {
    const { agent } = await openBench({
      additionalTools: [ask],
      script: { turns: [{ toolCalls: [{ name: "ask", args: {} }] }, { text: "It thinks." }] },
    });
    expect(await textOf(agent)).toContain("Hm.\nIt thinks.\n");
  });

  it.each([
    ["could not be read", { toolCalls: [{ name: "execute_code", args: "{" }] }],
    ["broke off", { breakOff: { afterEvents: 3, how: "disconnect" as const } }],
  ])("begins a line for the answer after one that %s", async (_, how) => {
    const { agent } = await openBench({
      middleware: [modelRetryMiddleware({ maxRetries: 1, initialDelayMs: 1 })],
      script: { turns: [{ text: "Let me see what there is", ...how }, { text: "Four." }] },
    });
    expect(await textOf(agent)).toMatch(/^Let me see.*\nFour\.\n$/);
  });

  it("writes ends of lines as they are where a stream has cut them, and no other carriage return", async () => {
    const { agent } = await openBench({
      script: { turns: [{ text: "One\r\nTwo\r\n\rThree\r", pieceLength: 1 }] },
    });
    expect(await textOf(agent)).toBe("One\r\nTwo\r\n\\u000dThree\\u000d\n");
  });

  it("writes the answer of a model that does not stream after a tool whose model does", async () => {
    const { agent } = await openBench({
      client: openAI({ disableStreaming: true }),
      additionalTools: [ask],
      script: { turns: [{ toolCalls: [{ name: "ask", args: {} }] }, { text: "It thinks." }] },
    });
    expect((await textOf(agent)).match(/It thinks\./g)).toHaveLength(1);
  });

  it.each([
    ["that streams", {}],
    ["that does not stream", { disableStreaming: true }],
  ])(
    "lets nothing that a model %s, code or a tool says command the terminal",
    async (_, fields) => {
      const command = "\u001b[2J\u001b]52;c;cm0=\u0007\u009b8m\rover";
      const { agent } = await openBench({
        client: openAI(fields),
        codeModeConfig: { policy: { rules: [{ match: "notes.delete", action: "ask" }] } },
        script: {
          turns: [
            { text: `Now ${command}`, ...runs(`/* ${command} */\nthrow new Error("${command}")`) },
            runs(`console.log(${JSON.stringify(command)}); return await notes.list()`),
            runs(`await notes.delete({ id: 1, why: ${JSON.stringify(`\u202e${command}`)} })`),
          ],
        },
      });
      const text = await textOf(agent);
      expect(text).not.toMatch(/(?!\n)\p{Cc}/u);
      expect(text).toContain("  │ \\u001b[2J\\u001b]52;c;cm0=\\u0007\\u009b8m\\u000dover\n");
      expect(text).toContain('"why":"\\u202e');
    },
  );

  it.each(CLIENTS)(
    "writes the code of several calls of $name one after the other, to its last line",
    async (client) => {
      const { agent } = await openBench({
        client,
        script: {
          turns: [
            {
              toolCalls: [1, 2].map((id) => ({
                name: "execute_code",
                args: { code: `const id = ${id};\nreturn id;` },
              })),
            },
            { text: "Done." },
          ],
        },
      });
      const code = (await textOf(agent)).split("\n").filter((line) => line.startsWith("    "));
      expect(code.map((line) => line.trim())).toEqual([
        "const id = 1;",
        "return id;",
        "const id = 2;",
        "return id;",
      ]);
    },
  );

  it.each([
    ["that streams", {}],
    ["that does not stream", { disableStreaming: true }],
  ])("shows code of a model %s in the order in which it runs", async (_, fields) => {
    const [override, isolate, end] = ["\u202e", "\u2066", "\u2069"];
    const code = `// ${override} ${isolate}if (admin)${end} \nconsole.log("${override}one \u{1f469}\u200d\u{1f4bb}")`;
    const { agent } = await openBench({
      client: openAI(fields),
      script: { turns: [runs(code), { text: "Done." }] },
    });
    const text = await textOf(agent);
    expect(text).toContain("    // \\u202e \\u2066if (admin)\\u2069 \n");
    expect(text).toContain("  │ \\u202eone \u{1f469}\u200d\u{1f4bb}\n");
    expect(text).not.toMatch(/\p{Bidi_Control}/u);
  });

  it("shows code behind an end of line that a screen does not show for no comment", async () => {
    const { agent } = await openBench({
      script: {
        turns: [
          runs("// Lists.\u2028console.log('ran')\n// That.\u2029return 1"),
          { text: "Done." },
        ],
      },
    });
    const text = await textOf(agent);
    expect(text).toContain("  │ ran\n");
    expect(text).toContain("    // Lists.\\u2028console.log('ran')\n    // That.\\u2029return 1\n");
  });

  it("takes no argument of another tool for code", async () => {
    const save = tool(async () => "saved", {
      name: "save",
      description: "Saves a snippet",
      schema: z.object({ code: z.string() }),
    });
    const call = { name: "save", args: { code: "select 1;\nselect 2;" } };
    const { agent } = await openBench({
      additionalTools: [save],
      script: {
        turns: [{ toolCalls: [call, ...runs("return 7").toolCalls] }, { text: "Done." }],
      },
    });
    const text = await textOf(agent);
    expect(text).not.toContain("    select");
    expect(text.match(/ {4}return 7\n/g)).toHaveLength(1);
    expect(text).toContain("▸ save ");
  });

  it("writes a refusal, which is no text of the model's", async () => {
    const { agent } = await openBench({
      client: openAI({ useResponsesApi: true }),
      script: { turns: [{ refusal: "I cannot do that." }] },
    });
    expect((await textOf(agent)).match(/I cannot do that\./g)).toHaveLength(1);
  });
});

function openAI(fields: ChatOpenAIFields): ModelClient {
  return {
    name: "ChatOpenAI",
    provider: "openai",
    variable: "OPENAI_API_KEY",
    retries: true,
    bearsBreaks: true,
    connect: ({ baseUrl, apiKey, maxRetries }) =>
      new ChatOpenAI({
        model: "gpt-4o",
        apiKey,
        maxRetries,
        configuration: { baseURL: baseUrl ?? null },
        ...fields,
      }),
  };
}

async function textOf(agent: MCPAgent): Promise<string> {
  let text = "";
  for await (const piece of agent.prettyStream("Go", { color: false })) text += piece;
  return text;
}
