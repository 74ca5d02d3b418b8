import type { Reply, ReplyToolCall } from "../wire/reply.js";
import { serverSentEvent } from "../wire/server-sent-events.js";

/** One item of what the model puts out. */
type OutputItem = Readonly<Record<string, unknown>> & { readonly id: string };

/** A whole answer. */
export function wholeResponse(reply: Reply): object {
  const { isCut } = reply;
  return response(reply, {
    status: isCut ? "incomplete" : "completed",
    incomplete_details: isCut ? { reason: "max_output_tokens" } : null,
    output: [
      ...(isSilent(reply) ? [] : [messageItem(reply, "completed")]),
      ...reply.toolCalls.map((call) => callItem(call, "completed")),
    ],
    usage: usageOf(reply),
  });
}

/** The events of a streamed answer, numbered. */
export function responseEvents(reply: Reply): string[] {
  const begun = response(reply, { status: "in_progress", output: [], usage: null });
  const items = [
    ...(isSilent(reply) ? [] : [messageEvents(reply)]),
    ...reply.toolCalls.map((call) => callEvents(reply, call)),
  ];
  const events: readonly ResponseEvent[] = [
    { type: "response.created", response: begun },
    { type: "response.in_progress", response: begun },
    ...items.flatMap((item, output_index) => item.map((event) => ({ ...event, output_index }))),
    {
      type: reply.isCut ? "response.incomplete" : "response.completed",
      response: wholeResponse(reply),
    },
  ];
  return events.map((event, sequence_number) =>
    serverSentEvent({ ...event, sequence_number }, event.type),
  );
}

interface ResponseEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

function messageEvents(reply: Reply): ResponseEvent[] {
  const { refusal, text, pieces } = reply;
  const done = messageItem(reply, "completed");
  const place = { item_id: done.id, content_index: 0 };
  const kind = refusal === undefined ? "output_text" : "refusal";
  const said = refusal ?? text;
  const end = kind === "refusal" ? { refusal: said } : { text: said, logprobs: [] };
  return [
    {
      type: "response.output_item.added",
      item: { ...done, status: "in_progress", content: [] },
    },
    { type: "response.content_part.added", ...place, part: part(kind, "") },
    ...pieces(said).map((delta) => ({ type: `response.${kind}.delta`, ...place, delta })),
    { type: `response.${kind}.done`, ...place, ...end },
    { type: "response.content_part.done", ...place, part: part(kind, said) },
    { type: "response.output_item.done", item: done },
  ];
}

function callEvents({ pieces }: Reply, call: ReplyToolCall): ResponseEvent[] {
  const done = callItem(call, "completed");
  const place = { item_id: done.id };
  const type = "response.function_call_arguments";
  return [
    {
      type: "response.output_item.added",
      item: { ...done, status: "in_progress", arguments: "" },
    },
    ...pieces(call.argsText).map((delta) => ({ type: `${type}.delta`, ...place, delta })),
    { type: `${type}.done`, ...place, arguments: call.argsText, name: call.name },
    { type: "response.output_item.done", item: done },
  ];
}

function messageItem({ serial, text, refusal }: Reply, status: string): OutputItem {
  const content = [refusal === undefined ? part("output_text", text) : part("refusal", refusal)];
  return { id: `msg_${serial}`, type: "message", status, role: "assistant", content };
}

function callItem({ id, name, argsText }: ReplyToolCall, status: string): OutputItem {
  return { id: `fc_${id}`, type: "function_call", status, call_id: id, name, arguments: argsText };
}

function part(type: "output_text" | "refusal", said: string): object {
  return type === "refusal"
    ? { type, refusal: said }
    : { type, text: said, annotations: [], logprobs: [] };
}

/** Whether there is no message beside the tool calls. An empty answer is an empty message. */
function isSilent({ text, refusal, toolCalls }: Reply): boolean {
  return text === "" && refusal === undefined && toolCalls.length > 0;
}

function usageOf({ usage: { inputTokens, outputTokens } }: Reply): object {
  return {
    input_tokens: inputTokens,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: outputTokens,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: inputTokens + outputTokens,
  };
}

function response({ serial, at, request }: Reply, more: object): object {
  return {
    id: `resp_${String(serial).padStart(24, "0")}`,
    object: "response",
    created_at: Math.floor(at / 1000),
    error: null,
    incomplete_details: null,
    instructions: null,
    metadata: {},
    model: request.model,
    parallel_tool_calls: true,
    previous_response_id: null,
    reasoning: { effort: null, summary: null },
    service_tier: "default",
    store: true,
    temperature: 1,
    text: { format: { type: "text" } },
    tool_choice: "auto",
    tools: [],
    top_p: 1,
    truncation: "disabled",
    user: null,
    ...more,
  };
}
