import {
  type ChatDialect,
  chatChunk,
  chatCompletion,
  chatDeltas,
} from "../chat-completions/chat-answer.js";
import { chatToNeutral } from "../chat-completions/chat-to-neutral.js";
import type { Endpoint } from "../wire/provider.js";
import type { Reply } from "../wire/reply.js";
import { EVENT_STREAM, serverSentEvent } from "../wire/server-sent-events.js";
import { checkChatOrder } from "./chat-order.js";
import { checkChatShape } from "./chat-shape.js";

const DIALECT: ChatDialect = {
  idPrefix: "",
  extras: {},
  hasRefusals: false,
  streamsArguments: false,
  usage: ({ usage: { inputTokens, outputTokens } }) => ({
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    prompt_audio_seconds: null,
  }),
};

/** `POST /v1/chat/completions`. */
export const chatEndpoint: Endpoint = {
  path: /^\/v1\/chat\/completions$/,
  read(body) {
    const wire = checkChatShape(body);
    checkChatOrder(wire.messages);
    const request = chatToNeutral("mistral", wire);
    return {
      request,
      answer: (reply) =>
        request.isStreamed
          ? { contentType: EVENT_STREAM, events: eventsOf(reply) }
          : { body: chatCompletion(reply, DIALECT) },
    };
  },
};

/** The last chunk brings the tool calls, the reason of the end, and the usage. */
function eventsOf(reply: Reply): string[] {
  const deltas = chatDeltas(reply, DIALECT);
  const hasCalls = reply.toolCalls.length > 0;
  const going = deltas.slice(0, hasCalls ? -2 : -1);
  const ending = deltas.slice(hasCalls ? -2 : -1);
  const delta = Object.assign({ content: "" }, ...ending.map((one) => one.delta));
  const finishReason = ending.at(-1)?.finishReason ?? "stop";
  const chunks = [
    ...going.map((one) => chatChunk(reply, DIALECT, one)),
    { ...chatChunk(reply, DIALECT, { delta, finishReason }), usage: DIALECT.usage(reply) },
  ];
  return [...chunks, "[DONE]"].map((data) => serverSentEvent(data));
}
