import { ApiError } from "../wire/api-error.js";
import type { Block, Message, MessagesRequest } from "./messages-request.js";

/** Refuses what Anthropic refuses of messages of the right shape. */
export function checkMessages({ messages, tools = [] }: MessagesRequest): void {
  if (messages.length === 0) refuse("messages: at least one message is required");
  if (messages[0]?.role !== "user") refuse('messages: first message must use the "user" role');
  const names = tools.map(({ name }) => name);
  if (new Set(names).size < names.length) refuse("tools: Tool names must be unique.");
  for (const [index, message] of messages.entries()) {
    checkContent(message, index, index === messages.length - 1);
    checkResults(message, index, messages[index - 1]);
    checkUses(message, index, messages[index + 1]);
  }
}

function checkContent({ role, content }: Message, index: number, isLast: boolean): void {
  const mayBeEmpty = isLast && role === "assistant";
  if (content.length === 0 && !mayBeEmpty) {
    refuse(
      `messages.${index}: all messages must have non-empty content except for the optional final assistant message`,
    );
  }
  for (const [at, { type, text }] of blocksOf({ content }).entries()) {
    if (type === "text" && text === "" && typeof content !== "string") {
      refuse("messages: text content blocks must be non-empty");
    }
    const isForAssistant = ["tool_use", "thinking", "redacted_thinking"].includes(type);
    if (type !== "text" && type !== "document" && isForAssistant !== (role === "assistant")) {
      refuse(`messages.${index}.content.${at}: \`${type}\` blocks can not be in ${role} messages`);
    }
  }
  if (isLast && role === "assistant" && /\s$/.test(blocksOf({ content }).at(-1)?.text ?? "")) {
    refuse("messages: final assistant content cannot end with trailing whitespace");
  }
}

/** Every result answers a call of the message directly before. */
function checkResults(message: Message, index: number, before: Message | undefined): void {
  const asked = idsOf(before, "tool_use");
  for (const [at, { type, tool_use_id = "" }] of blocksOf(message).entries()) {
    if (type !== "tool_result" || asked.includes(tool_use_id)) continue;
    refuse(
      `messages.${index}.content.${at}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${tool_use_id}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`,
    );
  }
  const results = idsOf(message, "tool_result");
  const twice = results.find((id, at) => results.indexOf(id) !== at);
  if (twice === undefined) return;
  refuse(
    `messages.${index}.content: each tool_use must have a single result. Found multiple \`tool_result\` blocks with id: ${twice}`,
  );
}

/** Every call is answered in the message directly after, and comes but once. */
function checkUses(message: Message, index: number, after: Message | undefined): void {
  const ids = idsOf(message, "tool_use");
  if (new Set(ids).size < ids.length) {
    refuse(`messages.${index}: \`tool_use\` ids must be unique`);
  }
  const answered = idsOf(after, "tool_result");
  const open = ids.filter((id) => !answered.includes(id));
  if (open.length === 0) return;
  refuse(
    `messages.${index}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${open.join(", ")}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`,
  );
}

function idsOf(message: Message | undefined, type: "tool_use" | "tool_result"): string[] {
  return blocksOf(message)
    .filter((block) => block.type === type)
    .map(({ id, tool_use_id }) => (type === "tool_use" ? id : tool_use_id) ?? "");
}

/** A message's content as blocks, whichever way it was written. */
export function blocksOf(message: Pick<Message, "content"> | undefined): readonly Block[] {
  const { content = [] } = message ?? {};
  return typeof content === "string" ? [{ type: "text", text: content }] : content;
}

function refuse(message: string): never {
  throw new ApiError("invalid", message);
}
