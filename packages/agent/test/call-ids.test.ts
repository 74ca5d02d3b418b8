/** Models that do not give each call an id of its own, as some servers of local models. */
import { createToolServer } from "@toolweave/core";
import { type AnswerTurn, startModelStandIn } from "@toolweave/model-stand-ins";
import { describe, expect, it } from "vitest";
import { MCPAgent } from "../src/index.js";
import { CLIENTS, modelFor } from "./support/models.js";

const call = (n: number, id: string) => ({ name: "double", args: { n }, id });

const TURNS: readonly (readonly [string, readonly AnswerTurn[]])[] = [
  [
    "an id that was given in the answer before",
    [{ toolCalls: [call(1, "call_0")] }, { toolCalls: [call(2, "call_0")] }],
  ],
  ["one id for two calls of an answer", [{ toolCalls: [call(1, "same"), call(2, "same")] }]],
  ["no ids", [{ toolCalls: [call(1, ""), call(2, "")] }]],
];

/** Those whose provider leaves it to the model's server what the ids are. */
const MODELS = CLIENTS.filter(({ provider }) => ["openai", "mistral", "groq"].includes(provider));

describe.each(TURNS)("with %s", (_, turns) => {
  it.each(
    MODELS.flatMap((client) => [
      { client, how: "read whole", name: client.name },
      { client, how: "streamed", name: client.name },
    ]),
  )(
    "$name, $how: each call is made, and its answer is shown as its own",
    async ({ client, how }) => {
      const made: unknown[] = [];
      const double = {
        name: "double",
        inputSchema: { type: "object" as const, properties: { n: { type: "number" } } },
        handler: ({ n }: Record<string, unknown>) => {
          made.push(n);
          return { content: [{ type: "text" as const, text: String(Number(n) * 2) }] };
        },
      };
      const standIn = await startModelStandIn({
        provider: client.provider,
        turns: [...turns, { text: "Done." }],
      });
      const agent = new MCPAgent({
        llm: modelFor(standIn, { client }),
        codeMode: false,
        mcpServers: { sums: { server: createToolServer("sums", [double]) } },
      });
      if (how === "streamed") {
        for await (const _event of agent.streamEvents("Double these")) void _event;
      } else {
        expect(await agent.run("Double these")).toBe("Done.");
      }
      await agent.close();
      expect(made).toEqual([1, 2]);
      const shown = standIn.received().at(-1)?.request?.messages ?? [];
      const asked = shown.flatMap((message) =>
        message.role === "assistant" ? message.toolCalls : [],
      );
      const answers = new Map(
        shown.flatMap((message) =>
          message.role === "tool" ? [[message.callId, message.text]] : [],
        ),
      );
      expect(asked.map(({ id, args }) => [args, answers.get(id)])).toEqual([
        [{ n: 1 }, "2"],
        [{ n: 2 }, "4"],
      ]);
      await standIn.close();
    },
  );
});
