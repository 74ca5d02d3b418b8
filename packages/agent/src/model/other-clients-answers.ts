import { AIMessage, type BaseMessage } from "@langchain/core/messages";
import { modelType } from "./model-type.js";

type Block = Exclude<BaseMessage["content"], string>[number];

/** What clients note as `model_provider` with their answers, by the types of their models. */
const PROVIDERS: ReadonlyMap<string, string> = new Map([
  ["anthropic", "anthropic"],
  ["azure_openai", "openai"],
  ["google", "google"],
  ["googlegenerativeai", "google-genai"],
  ["groq", "groq"],
  ["mistral_ai", "mistralai"],
  ["ollama", "ollama"],
  ["openai", "openai"],
]);

/**
 * A conversation whose answers another client has read, as after a change of the model: of these only the text and the
 * calls, in the form that every client takes, for each has blocks of its own, which others refuse, or pass over.
 */
export function otherClientsAnswers(
  messages: readonly BaseMessage[],
  model: unknown,
): BaseMessage[] {
  const type = modelType(model);
  const own = PROVIDERS.get(type);
  return messages.map((message) => {
    if (!AIMessage.isInstance(message)) return message;
    const provider = providerOf(message);
    const isOthers = own !== undefined && provider !== undefined && provider !== own;
    const taken = isOthers ? textAndCalls(message) : message;
    return type === "google" ? withCallBlocks(taken) : taken;
  });
}

/** ChatGoogleGenerativeAI notes nothing with what it does not stream. */
function providerOf({ response_metadata, content }: AIMessage): string | undefined {
  const { model_provider: provider } = response_metadata;
  if (typeof provider === "string") return provider;
  return typeof content !== "string" && content.some(isCall) ? "google-genai" : undefined;
}

function textAndCalls(message: AIMessage): AIMessage {
  const { id, name, text, tool_calls = [], additional_kwargs } = message;
  const { refusal } = additional_kwargs;
  return new AIMessage({
    content: text,
    tool_calls,
    ...(id !== undefined && { id }),
    ...(name !== undefined && { name }),
    ...(refusal !== undefined && { additional_kwargs: { refusal } }),
  });
}

/** ChatGoogle shows Gemini only the calls that it finds among the blocks. */
function withCallBlocks(message: AIMessage): AIMessage {
  const { id, content, tool_calls = [], additional_kwargs, response_metadata } = message;
  const blocks: Block[] = typeof content === "string" ? textBlocks(content) : content;
  const isStandard = response_metadata["output_version"] === "v1";
  if (isStandard || tool_calls.length === 0 || blocks.some(isCall)) return message;
  const calls = tool_calls.map((call) => ({
    type: "functionCall",
    functionCall: { id: call.id, name: call.name, args: call.args },
  }));
  return new AIMessage({
    content: [...blocks, ...calls],
    tool_calls,
    additional_kwargs,
    response_metadata,
    ...(id !== undefined && { id }),
  });
}

function textBlocks(text: string): Block[] {
  return text === "" ? [] : [{ type: "text", text }];
}

function isCall({ type }: Block): boolean {
  return type === "functionCall";
}
