import { AIMessage, type BaseMessage, ToolMessage } from "@langchain/core/messages";

const NEVER_RUN = "This call was not finished: the run in which it was made ended before it.";

/**
 * The same conversation with the answer of every call directly behind the message that made it, as providers demand:
 * whoever resumes a graph may say something meanwhile, and whoever shortens a conversation may part the two. A call
 * without an answer gets one that says so. An answer whose call is not there is left out, and so is a second one.
 */
export function answersBesideCalls(messages: readonly BaseMessage[]): BaseMessage[] {
  return messages.flatMap((message, place) => {
    if (ToolMessage.isInstance(message)) return [];
    if (!AIMessage.isInstance(message)) return [message];
    const later = messages.slice(place + 1);
    const answers = (message.tool_calls ?? []).flatMap(({ id, name }) =>
      id === undefined ? [] : [answerOf(id, later) ?? neverRun(id, name)],
    );
    return [message, ...answers];
  });
}

function answerOf(id: string, later: readonly BaseMessage[]): ToolMessage | undefined {
  for (const message of later) {
    if (ToolMessage.isInstance(message) && message.tool_call_id === id) return message;
    // Some servers of local models give the same ids again: what follows is about that call.
    if (AIMessage.isInstance(message) && message.tool_calls?.some((call) => call.id === id)) return;
  }
  return;
}

function neverRun(tool_call_id: string, name: string): ToolMessage {
  return new ToolMessage({ tool_call_id, name, content: NEVER_RUN, status: "error" });
}
