import { randomUUID } from "node:crypto";
import { AIMessage, type BaseMessage } from "@langchain/core/messages";

type ToolCall = NonNullable<AIMessage["tool_calls"]>[number];
type InvalidToolCall = NonNullable<AIMessage["invalid_tool_calls"]>[number];
type Block = Exclude<BaseMessage["content"], string>[number];

const CALL_BLOCKS = ["tool_use", "tool_call"];

/** True for a call that LangChain calls invalid for want of an id alone, as in a stream. */
export function lacksOnlyId(call: InvalidToolCall): boolean {
  return argumentsWithoutId(call) !== undefined;
}

/**
 * The answer of a model, each call in it with an id of its own: by it the answer of a tool is known, for the
 * graph as for the provider, which refuses the conversation otherwise. Some servers of local models count
 * from the beginning in every answer, or give no ids.
 *
 * @param earlier the conversation that the model has answered.
 */
export function withOwnCallIds(answer: AIMessage, earlier: readonly BaseMessage[]): AIMessage {
  const calls = [...(answer.tool_calls ?? []), ...callsWithoutIds(answer)];
  const taken = new Set(
    earlier.filter(AIMessage.isInstance).flatMap(({ tool_calls = [] }) => tool_calls.map(idOf)),
  );
  const ids = calls.map((call) => {
    const id = idOf(call);
    const own = id === "" || taken.has(id) ? newId() : id;
    taken.add(own);
    return own;
  });
  if (calls.every((call, place) => call.id === ids[place])) return answer;
  const { content, additional_kwargs, usage_metadata, id, name } = answer;
  // The items of OpenAI's responses would be sent back in the place of the calls.
  const { output: _, ...response_metadata } = answer.response_metadata;
  return new AIMessage({
    content: typeof content === "string" ? content : withIds(content, ids),
    tool_calls: calls.map((call, place) => ({ ...call, id: ids[place] as string })),
    additional_kwargs,
    response_metadata,
    ...(usage_metadata !== undefined && { usage_metadata }),
    ...(id !== undefined && { id }),
    ...(name !== undefined && { name }),
  });
}

function callsWithoutIds({ invalid_tool_calls = [] }: AIMessage): ToolCall[] {
  return invalid_tool_calls.flatMap((call) => {
    const args = argumentsWithoutId(call);
    return args === undefined ? [] : [{ name: call.name ?? "", args, type: "tool_call" as const }];
  });
}

function argumentsWithoutId({
  id,
  name,
  args = "",
}: InvalidToolCall): Record<string, unknown> | undefined {
  if (id || !name) return undefined;
  try {
    const value: unknown = JSON.parse(args);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function idOf({ id = "" }: ToolCall): string {
  return id;
}

function newId(): string {
  return `call_${randomUUID().replaceAll("-", "").slice(0, 24)}`;
}

function withIds(content: readonly Block[], ids: readonly string[]): Block[] {
  let place = 0;
  return content.map((block) =>
    CALL_BLOCKS.includes(block.type) ? { ...block, id: ids[place++] ?? "" } : block,
  );
}
