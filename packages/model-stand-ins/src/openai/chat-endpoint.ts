import {
  type ChatDialect,
  chatChunk,
  chatCompletion,
  chatDeltas,
  head,
} from "../chat-completions/chat-answer.js";
import { chatToNeutral } from "../chat-completions/chat-to-neutral.js";
import type { Endpoint } from "../wire/provider.js";
import type { Reply } from "../wire/reply.js";
import { EVENT_STREAM, serverSentEvent } from "../wire/server-sent-events.js";
import { checkChatOrder } from "./chat-order.js";
import { checkChatShape } from "./chat-shape.js";
import { checkFunction } from "./openai-mistakes.js";

const DIALECT: ChatDialect = {
  idPrefix: "chatcmpl-",
  extras: { service_tier: "default", system_fingerprint: "fp_0000000000" },
  hasRefusals: true,
  streamsArguments: true,
  usage: ({ usage: { inputTokens, outputTokens } }) => ({
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  }),
};

/** `POST /v1/chat/completions`. */
export const chatEndpoint: Endpoint = {
  path: /^\/v1\/chat\/completions$/,
  read(body) {
    const request = checkChatShape(body);
    for (const [index, { function: offered }] of (request.tools ?? []).entries()) {
      if (offered !== undefined) checkFunction(offered, `tools[${index}].function`);
    }
    checkChatOrder(request.messages);
    const withUsage = request.stream_options?.include_usage === true;
    return {
      request: chatToNeutral("openai", request),
      answer: (reply) =>
        request.stream === true
          ? { contentType: EVENT_STREAM, events: eventsOf(reply, withUsage) }
          : { body: chatCompletion(reply, DIALECT) },
    };
  },
};

function eventsOf(reply: Reply, withUsage: boolean): string[] {
  const chunks = chatDeltas(reply, DIALECT).map((delta) => ({
    ...chatChunk(reply, DIALECT, delta),
    ...(withUsage && { usage: null }),
  }));
  const last = {
    ...head(reply, DIALECT, "chat.completion.chunk"),
    choices: [],
    usage: DIALECT.usage(reply),
  };
  return [...chunks, ...(withUsage ? [last] : []), "[DONE]"].map((data) => serverSentEvent(data));
}
