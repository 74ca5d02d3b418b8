import type { ChatMessage } from "../chat-completions/chat-request.js";
import { ApiError } from "../wire/api-error.js";

/** Refuses messages among which a tool call and its answer do not follow each other. */
export function checkChatOrder(messages: readonly ChatMessage[]): void {
  let open: string[] = [];
  let asking = -1;
  for (const [index, message] of messages.entries()) {
    if (message.role === "tool") {
      const id = message.tool_call_id ?? "";
      if (asking < 0) throw unasked(index);
      if (!open.includes(id)) throw unasked(index);
      open = open.filter((one) => one !== id);
      continue;
    }
    if (open.length > 0) throw unanswered(open, asking);
    const calls = message.role === "assistant" ? (message.tool_calls ?? []) : [];
    open = calls.map(({ id = "" }) => id);
    asking = calls.length > 0 ? index : -1;
    if (message.role === "assistant" && calls.length === 0 && saysNothing(message)) {
      throw new ApiError("invalid", "Invalid value for 'content': expected a string, got null.", {
        param: `messages.[${index}].content`,
      });
    }
  }
  if (open.length > 0) throw unanswered(open, asking);
}

function saysNothing({ content, refusal }: ChatMessage): boolean {
  return (content ?? refusal ?? null) === null;
}

function unasked(index: number): ApiError {
  return new ApiError(
    "invalid",
    "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
    { param: `messages.[${index}].role` },
  );
}

function unanswered(ids: readonly string[], index: number): ApiError {
  return new ApiError(
    "invalid",
    `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${ids.join(", ")}`,
    { param: `messages.[${index}].role` },
  );
}
