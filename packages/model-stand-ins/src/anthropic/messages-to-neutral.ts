import type {
  NeutralImage,
  NeutralMessage,
  NeutralRequest,
  NeutralToolChoice,
} from "../neutral-request.js";
import { blocksOf } from "./messages-order.js";
import type { Block, Message, MessagesRequest } from "./messages-request.js";

/** A messages request in the neutral form. */
export function messagesToNeutral(request: MessagesRequest): NeutralRequest {
  const { model, messages, system = "", tools = [], tool_choice, stream, max_tokens } = request;
  const names = new Map(
    messages.flatMap((message) =>
      blocksOf(message).flatMap(({ type, id = "", name = "" }) =>
        type === "tool_use" ? [[id, name] as const] : [],
      ),
    ),
  );
  const format = request.output_config?.format ?? request.output_format;
  return {
    provider: "anthropic",
    model,
    system: typeof system === "string" ? system : system.map(({ text }) => text).join("\n\n"),
    messages: messages.flatMap((message) => toNeutralMessages(message, names)),
    tools: tools.map(({ name, description = "", input_schema }) => ({
      name,
      description,
      parameters: input_schema,
    })),
    toolChoice: toNeutralChoice(tool_choice),
    isStreamed: stream === true,
    maxTokens: max_tokens,
    ...(format && { outputSchema: format.schema }),
  };
}

/** One message of the user's is the results of tools, what the user says, or both. */
function toNeutralMessages(message: Message, names: ReadonlyMap<string, string>): NeutralMessage[] {
  const blocks = blocksOf(message);
  if (message.role === "assistant") {
    const toolCalls = blocks.flatMap(({ type, id = "", name = "", input }) =>
      type === "tool_use" ? [{ id, name, args: input }] : [],
    );
    return [{ role: "assistant", text: textOf(blocks), toolCalls }];
  }
  const results = blocks.flatMap((block) => toNeutralResult(block, names));
  const said = blocks.filter(({ type }) => type !== "tool_result");
  if (said.length === 0) return results;
  return [...results, { role: "user", text: textOf(said), images: imagesOf(said) }];
}

function toNeutralResult(block: Block, names: ReadonlyMap<string, string>): NeutralMessage[] {
  if (block.type !== "tool_result") return [];
  const { tool_use_id: callId = "", content = [], is_error: isError = false } = block;
  const blocks = blocksOf({ content });
  return [
    {
      role: "tool",
      callId,
      name: names.get(callId) ?? "",
      text: textOf(blocks),
      images: imagesOf(blocks),
      isError,
    },
  ];
}

function textOf(blocks: readonly Block[]): string {
  return blocks.map(({ text = "" }) => text).join("");
}

function imagesOf(blocks: readonly Block[]): NeutralImage[] {
  return blocks.flatMap(({ type, source }) => {
    if (type !== "image" || source === undefined) return [];
    const { media_type, data, url } = source;
    return [
      {
        ...(media_type !== undefined && { mediaType: media_type }),
        ...(data !== undefined && { data }),
        ...(url !== undefined && { url }),
      },
    ];
  });
}

function toNeutralChoice(choice: MessagesRequest["tool_choice"]): NeutralToolChoice {
  if (choice?.name !== undefined) return { name: choice.name };
  if (choice?.type === "any") return "required";
  return choice?.type === "none" ? "none" : "auto";
}
