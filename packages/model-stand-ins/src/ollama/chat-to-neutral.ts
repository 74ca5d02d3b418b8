import type { NeutralMessage, NeutralRequest } from "../neutral-request.js";
import type { OllamaMessage, OllamaRequest } from "./chat-shape.js";

/** A chat request in the neutral form. Clients may leave ids and names of calls out. */
export function ollamaToNeutral(request: OllamaRequest): NeutralRequest {
  const { model, stream = true, format, options } = request;
  const messages = request.messages ?? [];
  const maxTokens = options?.num_predict;
  return {
    provider: "ollama",
    model,
    system: messages
      .filter(({ role }) => role === "system")
      .map(({ content = "" }) => content)
      .join("\n\n"),
    messages: toNeutralMessages(messages.filter(({ role }) => role !== "system")),
    tools: (request.tools ?? []).map(({ function: { name, description = "", parameters } }) => ({
      name,
      description,
      parameters,
    })),
    toolChoice: "auto",
    isStreamed: stream,
    ...(maxTokens !== undefined && { maxTokens }),
    ...(typeof format === "object" && format !== null && { outputSchema: format }),
  };
}

/** A result without an id answers the first call that is still open. */
function toNeutralMessages(messages: readonly OllamaMessage[]): NeutralMessage[] {
  let open: { id: string; name: string }[] = [];
  let calls = 0;
  return messages.map((message): NeutralMessage => {
    const { role, content: text = "", tool_call_id, tool_name } = message;
    const images = (message.images ?? []).map((data) => ({ data }));
    if (role === "assistant") {
      const toolCalls = (message.tool_calls ?? []).map(({ id, function: called }) => ({
        id: id ?? `call-${calls++}`,
        name: called.name,
        args: called.arguments,
      }));
      open = [...toolCalls];
      return { role, text, toolCalls };
    }
    if (role !== "tool") return { role: "user", text, images };
    const call = open.find(({ id }) => id === tool_call_id) ?? open[0];
    open = open.filter((one) => one !== call);
    const callId = tool_call_id ?? call?.id ?? "";
    return { role, callId, name: tool_name ?? call?.name ?? "", text, images, isError: false };
  });
}
