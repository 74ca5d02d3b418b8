import { AIMessage, type BaseMessage, ToolMessage } from "@langchain/core/messages";
import { modelType } from "./model-type.js";

/**
 * Models, by what they say their type is, whose client puts every answer of a tool into a turn of its own,
 * which the provider refuses: ChatGoogleGenerativeAI.
 */
const TYPES = ["googlegenerativeai"];

/** True for a model that has to be shown calls one by one. */
export function needsOneCallPerTurn(model: unknown): boolean {
  return TYPES.includes(modelType(model));
}

/** The same conversation as if the model had made one call at a time. */
export function oneCallPerTurn(messages: readonly BaseMessage[]): BaseMessage[] {
  const answers = new Map(
    messages.filter(ToolMessage.isInstance).map((message) => [message.tool_call_id, message]),
  );
  const split = (message: BaseMessage): BaseMessage[] => {
    if (!AIMessage.isInstance(message) || (message.tool_calls?.length ?? 0) < 2) return [message];
    return (message.tool_calls ?? []).flatMap((call, place) => {
      const answer = answers.get(call.id ?? "");
      const { additional_kwargs } = message;
      const content = place === 0 ? message.text : "";
      const turn = new AIMessage({ content, tool_calls: [call], additional_kwargs });
      return answer === undefined ? [] : [turn, answer];
    });
  };
  const parallel = new Set(
    messages.flatMap((message) => {
      const calls = AIMessage.isInstance(message) ? (message.tool_calls ?? []) : [];
      return calls.length < 2 ? [] : calls.map(({ id }) => id);
    }),
  );
  return messages
    .filter((message) => !(ToolMessage.isInstance(message) && parallel.has(message.tool_call_id)))
    .flatMap(split);
}
