import type { Reply, ReplyToolCall } from "../wire/reply.js";

/** Where providers differ that all speak chat completions. */
export interface ChatDialect {
  readonly idPrefix: string;
  /** What stands in every answer and every chunk beside the common fields. */
  readonly extras: Readonly<Record<string, unknown>>;
  /** Whether a message has a field of its own for refusals. */
  readonly hasRefusals: boolean;
  /** Whether arguments are streamed in pieces; otherwise all calls stand whole in one chunk. */
  readonly streamsArguments: boolean;
  usage(reply: Reply): object;
}

/** A whole answer. */
export function chatCompletion(reply: Reply, dialect: ChatDialect): object {
  const { toolCalls } = reply;
  const content = saidText(reply, dialect);
  const message = {
    role: "assistant",
    content: content === "" && (toolCalls.length > 0 || reply.refusal) ? null : content,
    ...(toolCalls.length > 0 && { tool_calls: toolCalls.map(wholeCall) }),
    ...(dialect.hasRefusals && { refusal: reply.refusal ?? null, annotations: [] }),
  };
  return {
    ...head(reply, dialect, "chat.completion"),
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishReason(reply) }],
    usage: dialect.usage(reply),
  };
}

/** What changes in a message by one chunk, and how the message ends by the last. */
interface ChatDelta {
  readonly delta: object;
  readonly finishReason: string | null;
}

/** What a streamed answer consists of, in order: its role, its text, its tool calls, its end. */
export function chatDeltas(reply: Reply, dialect: ChatDialect): ChatDelta[] {
  const { toolCalls, refusal } = reply;
  const going = (delta: object): ChatDelta => ({ delta, finishReason: null });
  const first = { role: "assistant", content: toolCalls.length > 0 && !reply.text ? null : "" };
  const refused = dialect.hasRefusals ? reply.pieces(refusal ?? "") : [];
  return [
    going(dialect.hasRefusals ? { ...first, refusal: null } : first),
    ...reply.pieces(saidText(reply, dialect)).map((content) => going({ content })),
    ...refused.map((piece) => going({ refusal: piece })),
    ...callDeltas(reply, dialect).map((calls) => going({ tool_calls: calls })),
    { delta: {}, finishReason: finishReason(reply) },
  ];
}

/** A chunk of a streamed answer. */
export function chatChunk(
  reply: Reply,
  dialect: ChatDialect,
  { delta, finishReason: finish_reason }: ChatDelta,
): Record<string, unknown> {
  return {
    ...head(reply, dialect, "chat.completion.chunk"),
    choices: [{ index: 0, delta, logprobs: null, finish_reason }],
  };
}

/** What stands in every answer and chunk. */
export function head(
  { serial, at, request }: Reply,
  { idPrefix, extras }: ChatDialect,
  object: string,
): Record<string, unknown> {
  const id = `${idPrefix}${String(serial).padStart(24, "0")}`;
  return { id, object, created: Math.floor(at / 1000), model: request.model, ...extras };
}

function callDeltas({ toolCalls, pieces }: Reply, { streamsArguments }: ChatDialect): object[][] {
  if (!streamsArguments) {
    const whole = toolCalls.map((call, index) => ({ index, ...wholeCall(call) }));
    return whole.length === 0 ? [] : [whole];
  }
  return toolCalls.flatMap(({ id, name, argsText }, index) => [
    [{ index, id, type: "function", function: { name, arguments: "" } }],
    ...pieces(argsText).map((piece) => [{ index, function: { arguments: piece } }]),
  ]);
}

function wholeCall({ id, name, argsText }: ReplyToolCall): object {
  return { id, type: "function", function: { name, arguments: argsText } };
}

function saidText({ text, refusal }: Reply, { hasRefusals }: ChatDialect): string {
  return hasRefusals ? text : text + (refusal ?? "");
}

function finishReason({ isCut, toolCalls }: Reply): string {
  if (isCut) return "length";
  return toolCalls.length > 0 ? "tool_calls" : "stop";
}
