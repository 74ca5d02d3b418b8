import { parsedOrText } from "../neutral-request.js";
import type { Reply } from "../wire/reply.js";
import { serverSentEvent } from "../wire/server-sent-events.js";

/** A whole answer. */
export function wholeMessage(reply: Reply): object {
  const text = saidText(reply);
  return {
    ...head(reply),
    content: [
      ...(text === "" ? [] : [{ type: "text", text }]),
      ...reply.toolCalls.map(({ id, name, argsText }) => {
        return { type: "tool_use", id, name, input: parsedOrText(argsText) };
      }),
    ],
    stop_reason: stopReason(reply),
    usage: usageOf(reply, reply.usage.outputTokens),
  };
}

/** The events of a streamed answer. */
export function messageEvents(reply: Reply): string[] {
  const text = saidText(reply);
  const blocks = [
    ...(text === "" ? [] : [textEvents(reply, text)]),
    ...reply.toolCalls.map((call) => toolUseEvents(reply, call)),
  ];
  const events: readonly NamedEvent[] = [
    { type: "message_start", message: { ...head(reply), usage: usageOf(reply, 1) } },
    { type: "ping" },
    ...blocks.flatMap((block, index) => block.map((event) => ({ ...event, index }))),
    {
      type: "message_delta",
      delta: { stop_reason: stopReason(reply), stop_sequence: null },
      usage: usageOf(reply, reply.usage.outputTokens),
    },
    { type: "message_stop" },
  ];
  return events.map((event) => serverSentEvent(event, event.type));
}

interface NamedEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

function textEvents({ pieces }: Reply, text: string): NamedEvent[] {
  return [
    { type: "content_block_start", content_block: { type: "text", text: "" } },
    ...pieces(text).map((piece) => delta({ type: "text_delta", text: piece })),
    { type: "content_block_stop" },
  ];
}

function toolUseEvents({ pieces }: Reply, { id, name, argsText }: Reply["toolCalls"][number]) {
  // The first delta of arguments is always an empty one, and no arguments are no more than that.
  const texts = argsText === "{}" ? [""] : ["", ...pieces(argsText)];
  return [
    { type: "content_block_start", content_block: { type: "tool_use", id, name, input: {} } },
    ...texts.map((piece) => delta({ type: "input_json_delta", partial_json: piece })),
    { type: "content_block_stop" },
  ];
}

function delta(change: object): NamedEvent {
  return { type: "content_block_delta", delta: change };
}

function head({ serial, request: { model } }: Reply): object {
  return {
    id: `msg_${String(serial).padStart(24, "0")}`,
    type: "message",
    role: "assistant",
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
  };
}

function usageOf({ usage: { inputTokens } }: Reply, outputTokens: number): object {
  return {
    input_tokens: inputTokens,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
    output_tokens: outputTokens,
    service_tier: "standard",
  };
}

/** Anthropic marks a refusal by its stop reason; the words are text. */
function saidText({ text, refusal = "" }: Reply): string {
  return text + refusal;
}

function stopReason({ refusal, isCut, toolCalls }: Reply): string {
  if (refusal !== undefined) return "refusal";
  if (isCut) return "max_tokens";
  return toolCalls.length > 0 ? "tool_use" : "end_turn";
}
