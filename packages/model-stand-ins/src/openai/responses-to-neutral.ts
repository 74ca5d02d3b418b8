import {
  type NeutralImage,
  type NeutralMessage,
  type NeutralRequest,
  type NeutralToolCall,
  type NeutralToolChoice,
  parsedOrText,
} from "../neutral-request.js";
import { imageAt } from "../wire/image-url.js";
import type { Item, ItemPart, ResponsesRequest } from "./responses-shape.js";

const SYSTEM_ROLES: readonly string[] = ["system", "developer"];

/** A responses request in the neutral form. */
export function responsesToNeutral(request: ResponsesRequest): NeutralRequest {
  const { model, input, instructions, tools = [], tool_choice, stream, text } = request;
  const items = typeof input === "string" ? [{ role: "user", content: input }] : input;
  const isSystem = ({ role = "" }: Item) => SYSTEM_ROLES.includes(role);
  const system = items.filter(isSystem).map(({ content = "" }) => textOf(content));
  const schema = text?.format?.schema;
  return {
    provider: "openai",
    model,
    system: [...(instructions ? [instructions] : []), ...system].join("\n\n"),
    messages: toNeutralMessages(items.filter((item) => !isSystem(item))),
    tools: tools.map(({ name, description, parameters }) => {
      return { name, description: description ?? "", parameters };
    }),
    toolChoice: toNeutralChoice(tool_choice),
    isStreamed: stream === true,
    ...(typeof request.max_output_tokens === "number" && { maxTokens: request.max_output_tokens }),
    ...(schema !== undefined && { outputSchema: schema }),
  };
}

/** What the model said and the calls that follow it are items of their own: one neutral message. */
function toNeutralMessages(items: readonly Item[]): NeutralMessage[] {
  const messages: NeutralMessage[] = [];
  const names = new Map<string, string>();
  for (const item of items) {
    const { type = "message", role, content = "", call_id: id = "", name = "" } = item;
    if (type === "function_call") {
      names.set(id, name);
      addCall(messages, { id, name, args: parsedOrText(item.arguments ?? "") });
    } else if (type === "function_call_output") {
      const { output = "" } = item;
      messages.push({
        role: "tool",
        callId: id,
        name: names.get(id) ?? "",
        text: textOf(output),
        images: imagesOf(output),
        isError: false,
      });
    } else if (role === "assistant") {
      messages.push({ role, text: textOf(content), toolCalls: [] });
    } else if (role === "user") {
      messages.push({ role, text: textOf(content), images: imagesOf(content) });
    }
  }
  return messages;
}

function addCall(messages: NeutralMessage[], call: NeutralToolCall): void {
  const last = messages.at(-1);
  if (last?.role !== "assistant") {
    messages.push({ role: "assistant", text: "", toolCalls: [call] });
  } else messages.splice(-1, 1, { ...last, toolCalls: [...last.toolCalls, call] });
}

function textOf(content: string | readonly ItemPart[]): string {
  if (typeof content === "string") return content;
  return content.map(({ text, refusal }) => text ?? refusal ?? "").join("");
}

function imagesOf(content: string | readonly ItemPart[]): NeutralImage[] {
  if (typeof content === "string") return [];
  return content.flatMap(({ image_url }) => (image_url ? [imageAt(image_url)] : []));
}

function toNeutralChoice(choice: ResponsesRequest["tool_choice"]): NeutralToolChoice {
  if (typeof choice === "object") return { name: choice.name };
  return choice === "required" || choice === "none" ? choice : "auto";
}
