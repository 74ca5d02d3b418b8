import { AIMessage, AIMessageChunk, type BaseMessage, ToolMessage } from "@langchain/core/messages";
import { isCodeModeEvent } from "../code-mode/code-mode-events.js";
import type { AgentStep, ModelDelta, ModelToolCall } from "./agent-step.js";
import { executionOf } from "./usage-tally.js";

/** The steps and deltas in a chunk of the graph's stream, with the mode that it came by. */
export function* readChunk(mode: string, chunk: unknown): Generator<AgentStep | ModelDelta> {
  if (mode === "custom") yield* readCustom(chunk);
  else if (mode === "updates") yield* readUpdates(chunk);
  else if (mode === "messages") yield* readDelta(chunk);
}

function* readCustom(chunk: unknown): Generator<AgentStep> {
  if (!isCodeModeEvent(chunk)) return;
  const { toolCallId } = chunk;
  if (chunk.type === "code_mode.log") yield { type: "log", toolCallId, line: chunk.line };
  else yield { type: "call", toolCallId, call: chunk.call };
}

function* readUpdates(chunk: unknown): Generator<AgentStep> {
  for (const message of updatedMessages(chunk)) yield* readMessage(message);
}

/** What the model and its tools have said, in a chunk of the mode "updates". */
export function updatedMessages(chunk: unknown): BaseMessage[] {
  return messagesOf(chunk, (node) => node === "model_request" || node === "tools");
}

/**
 * Messages in a chunk of the mode "updates": those of before the run was over, and those that middleware's
 * `afterAgent` gives. A hook that changes anything else of the state gives the whole conversation again.
 */
export function messagesAroundEnd(chunk: unknown): {
  readonly before: BaseMessage[];
  readonly after: BaseMessage[];
} {
  const isAfter = (node: string): boolean => node.endsWith(".after_agent");
  const before = messagesOf(chunk, (node) => !isAfter(node));
  return { before, after: messagesOf(chunk, isAfter) };
}

function messagesOf(chunk: unknown, isFrom: (node: string) => boolean): BaseMessage[] {
  return Object.entries(chunk as Record<string, unknown>)
    .filter(([node]) => isFrom(node))
    .flatMap(([, updates]) => [updates].flat())
    .flatMap((update) => {
      const { messages = [] } = (update ?? {}) as { messages?: BaseMessage | BaseMessage[] };
      return [messages].flat();
    });
}

function* readMessage(message: BaseMessage): Generator<AgentStep> {
  if (AIMessage.isInstance(message)) {
    const toolCalls = (message.tool_calls ?? []).map(modelToolCall);
    yield { type: "model", text: message.text, toolCalls };
  } else if (ToolMessage.isInstance(message)) {
    const execution = executionOf(message);
    yield {
      type: "tool",
      toolCallId: message.tool_call_id,
      name: message.name ?? "",
      text: message.text,
      failed: message.status === "error" || (execution?.error ?? null) !== null,
      execution,
    };
  }
}

function* readDelta(chunk: unknown): Generator<ModelDelta> {
  const [message] = chunk as [BaseMessage];
  if (!AIMessageChunk.isInstance(message)) return;
  if (message.text !== "") yield { type: "text-delta", answer: message.id, text: message.text };
  for (const { index = 0, name, args } of message.tool_call_chunks ?? []) {
    yield { type: "args-delta", index, name, json: args ?? "" };
  }
}

function modelToolCall({
  id = "",
  name,
  args,
}: NonNullable<AIMessage["tool_calls"]>[number]): ModelToolCall {
  return { id, name, args };
}
