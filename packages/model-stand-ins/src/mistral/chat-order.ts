import type { ChatMessage } from "../chat-completions/chat-request.js";
import { ApiError } from "../wire/api-error.js";

const CALL_ID = /^[a-zA-Z0-9]{9}$/;
/** After which roles a role may stand; "" is the beginning. */
const MAY_FOLLOW: Readonly<Record<string, readonly string[]>> = {
  system: ["", "system", "user"],
  user: ["", "system", "user", "assistant"],
  assistant: ["", "system", "user", "assistant", "tool"],
  tool: ["assistant", "tool"],
};

/** Refuses messages in an order that Mistral does not serve. */
export function checkChatOrder(messages: readonly ChatMessage[]): void {
  let before = "";
  let open: string[] = [];
  for (const message of messages) {
    const { role, content, tool_calls, tool_call_id } = message;
    if (role === "tool") {
      if (!MAY_FOLLOW["tool"]?.includes(before))
        refuse(`Unexpected role 'tool' after role '${before}'`);
      checkCallId(tool_call_id ?? "");
      if (!open.includes(tool_call_id ?? "")) {
        refuse(`Unexpected tool call id ${tool_call_id} in tool results`, "3230");
      }
      open = open.filter((id) => id !== tool_call_id);
    } else {
      if (open.length > 0) refuse("Not the same number of function calls and responses");
      if (!MAY_FOLLOW[role]?.includes(before)) {
        refuse(`Unexpected role '${role}' after role '${before}'`);
      }
      open = (tool_calls ?? []).map(({ id = "" }) => checkCallId(id));
      if (role === "assistant" && open.length === 0 && (content ?? "").length === 0) {
        refuse("Assistant message must have either content or tool_calls, but not none.", "3240");
      }
    }
    before = role;
  }
  if (open.length > 0) refuse("Not the same number of function calls and responses");
  if (before !== "user" && before !== "tool") {
    refuse(
      `Expected last role User or Tool (or Assistant with prefix True) for serving but got ${before}`,
    );
  }
}

function checkCallId(id: string): string {
  if (CALL_ID.test(id)) return id;
  throw new ApiError(
    "invalid",
    `Tool call id was ${id} but must be a-z, A-Z, 0-9, with a length of 9.`,
    { type: "invalid_function_call", code: "3280" },
  );
}

function refuse(message: string, code = "3230"): never {
  throw new ApiError("invalid", message, { type: "invalid_request_message_order", code });
}
