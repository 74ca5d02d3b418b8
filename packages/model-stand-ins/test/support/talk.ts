import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import type {
  AIMessage,
  AIMessageChunk,
  BaseMessageLike,
  UsageMetadata,
} from "@langchain/core/messages";
import { type DynamicStructuredTool, tool } from "@langchain/core/tools";
import type { ModelStandIn, ModelStandInOptions } from "@toolweave/model-stand-ins";
import { startModelStandIn } from "@toolweave/model-stand-ins";
import { onTestFinished } from "vitest";
import { z } from "zod";
import type { Client } from "./clients.js";

/** A tool that a model may call. */
export const add: DynamicStructuredTool = tool(
  async ({ a, b }: { a: number; b: number }) => `${a + b}`,
  {
    name: "add",
    description: "Adds two numbers.",
    schema: z.object({ a: z.number(), b: z.number() }),
  },
);

/** A stand-in that ends with the test. */
export async function standInFor(options: ModelStandInOptions): Promise<ModelStandIn> {
  const standIn = await startModelStandIn(options);
  onTestFinished(() => standIn.close());
  return standIn;
}

/** A client of a stand-in with these turns. */
export async function connected(
  client: Client,
  turns: NonNullable<ModelStandInOptions["turns"]>,
  options: { maxRetries: number } = { maxRetries: 0 },
): Promise<{ standIn: ModelStandIn; model: BaseChatModel }> {
  const standIn = await standInFor({ provider: client.provider, turns });
  return { standIn, model: client.connect(standIn, options) };
}

/** What a model asks and answers when it may call `add`. */
export interface Speaker {
  invoke(messages: BaseMessageLike[]): Promise<AIMessage>;
  stream(messages: BaseMessageLike[]): Promise<AsyncIterable<AIMessageChunk>>;
}

export function withTools(model: BaseChatModel): Speaker {
  if (model.bindTools === undefined) throw new TypeError("This model takes no tools");
  const bound = model.bindTools([add]);
  return {
    invoke: (messages) => bound.invoke(messages) as Promise<AIMessage>,
    stream: (messages) => bound.stream(messages),
  };
}

/** A streamed answer: how many pieces it came in, and the whole. */
export async function collect(
  stream: AsyncIterable<AIMessageChunk>,
): Promise<{ pieces: number; whole: AIMessageChunk }> {
  let whole: AIMessageChunk | undefined;
  let pieces = 0;
  for await (const chunk of stream) {
    pieces += 1;
    whole = whole === undefined ? chunk : whole.concat(chunk);
  }
  if (whole === undefined) throw new Error("The stream brought nothing");
  return { pieces, whole };
}

/** The calls of a message without their ids. */
export function callsOf({ tool_calls = [] }: AIMessage): { name: string; args: object }[] {
  return tool_calls.map(({ name, args }) => ({ name, args }));
}

/** The tokens in and out, wherever the client puts them: ChatGroq has them in the metadata. */
export function usageOf(message: AIMessage): [number, number] {
  const { usage } = message.response_metadata as { usage?: UsageMetadata };
  const { input_tokens, output_tokens } = message.usage_metadata ?? usage ?? NONE;
  return [input_tokens, output_tokens];
}

const NONE: UsageMetadata = { input_tokens: 0, output_tokens: 0, total_tokens: 0 };
