import { randomUUID } from "node:crypto";
import { AIMessage, type BaseMessage } from "@langchain/core/messages";

/**
 * The answer of a model with an id that no message before it has: LangGraph would put it in the place of that one.
 * Some servers of local models count from the beginning when they are started again, or draw from few numbers.
 *
 * @param earlier the whole conversation before it.
 */
export function withOwnMessageId(answer: AIMessage, earlier: readonly BaseMessage[]): AIMessage {
  if (answer.id === undefined || earlier.every(({ id }) => id !== answer.id)) return answer;
  const { content, tool_calls, invalid_tool_calls, additional_kwargs, response_metadata } = answer;
  const { usage_metadata, name } = answer;
  return new AIMessage({
    id: randomUUID(),
    content,
    additional_kwargs,
    response_metadata,
    ...(tool_calls !== undefined && { tool_calls }),
    ...(invalid_tool_calls !== undefined && { invalid_tool_calls }),
    ...(usage_metadata !== undefined && { usage_metadata }),
    ...(name !== undefined && { name }),
  });
}
