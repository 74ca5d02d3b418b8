import {
  type NeutralImage,
  type NeutralMessage,
  type NeutralRequest,
  type NeutralTool,
  type NeutralToolChoice,
  type ProviderName,
  parsedOrText,
} from "../neutral-request.js";
import { imageAt } from "../wire/image-url.js";
import type { ChatMessage, ChatRequest, ChatToolCall, ChatToolChoice } from "./chat-request.js";

const SYSTEM_ROLES: readonly string[] = ["system", "developer"];

/** A chat completions request in the neutral form. */
export function chatToNeutral(provider: ProviderName, request: ChatRequest): NeutralRequest {
  const { model, messages, tools, tool_choice, stream, response_format } = request;
  const maxTokens = request.max_completion_tokens ?? request.max_tokens;
  const format = response_format?.json_schema;
  const names = new Map(
    messages.flatMap(({ tool_calls }) =>
      (tool_calls ?? []).map((call) => [call.id ?? "", call.function.name] as const),
    ),
  );
  return {
    provider,
    model,
    system: messages
      .filter(({ role }) => SYSTEM_ROLES.includes(role))
      .map(textOf)
      .join("\n\n"),
    messages: messages
      .filter(({ role }) => !SYSTEM_ROLES.includes(role))
      .map((message) => toNeutralMessage(message, names)),
    tools: (tools ?? []).flatMap(toNeutralTool),
    toolChoice: toNeutralChoice(tool_choice),
    isStreamed: stream === true,
    ...(typeof maxTokens === "number" && { maxTokens }),
    ...(format && { outputSchema: format.schema }),
  };
}

function toNeutralMessage(
  message: ChatMessage,
  names: ReadonlyMap<string, string>,
): NeutralMessage {
  const text = textOf(message);
  const images = imagesOf(message);
  if (message.role === "assistant") {
    return { role: "assistant", text, toolCalls: (message.tool_calls ?? []).map(toNeutralCall) };
  }
  if (message.role !== "tool") return { role: "user", text, images };
  const callId = message.tool_call_id ?? "";
  return {
    role: "tool",
    callId,
    name: names.get(callId) ?? message.name ?? "",
    text,
    images,
    isError: false,
  };
}

function toNeutralCall({ id = "", function: { name, arguments: args } }: ChatToolCall) {
  return { id, name, args: typeof args === "string" ? parsedOrText(args) : args };
}

function toNeutralTool({
  function: tool,
}: NonNullable<ChatRequest["tools"]>[number]): NeutralTool[] {
  if (tool === undefined) return [];
  const { name, description, parameters } = tool;
  return [{ name, description: description ?? "", parameters }];
}

function toNeutralChoice(choice: ChatToolChoice | null | undefined): NeutralToolChoice {
  if (typeof choice === "object") return choice?.function ?? "auto";
  if (choice === "any" || choice === "required") return "required";
  return choice === "none" ? "none" : "auto";
}

function textOf({ content, refusal }: ChatMessage): string {
  if (typeof content === "string") return content;
  return (content ?? []).map(({ text }) => text ?? "").join("") + (refusal ?? "");
}

function imagesOf({ content }: ChatMessage): NeutralImage[] {
  if (typeof content === "string") return [];
  return (content ?? []).flatMap(({ image_url }) => {
    if (image_url === undefined) return [];
    return [imageAt(typeof image_url === "string" ? image_url : image_url.url)];
  });
}
