import {
  type ChatDialect,
  chatChunk,
  chatCompletion,
  chatDeltas,
  head,
} from "../chat-completions/chat-answer.js";
import { chatToNeutral } from "../chat-completions/chat-to-neutral.js";
import { type NeutralRequest, parsedOrText } from "../neutral-request.js";
import { ApiError } from "../wire/api-error.js";
import type { Endpoint } from "../wire/provider.js";
import type { Reply } from "../wire/reply.js";
import { EVENT_STREAM, serverSentEvent } from "../wire/server-sent-events.js";
import { checkChatShape } from "./chat-shape.js";
import { groqErrorEvent } from "./groq-errors.js";

const DIALECT: ChatDialect = {
  idPrefix: "chatcmpl-",
  extras: { system_fingerprint: "fp_0000000000" },
  hasRefusals: false,
  streamsArguments: false,
  usage: ({ usage: { inputTokens, outputTokens } }) => ({
    queue_time: 0.01,
    prompt_tokens: inputTokens,
    prompt_time: 0.01,
    completion_tokens: outputTokens,
    completion_time: 0.01,
    total_tokens: inputTokens + outputTokens,
    total_time: 0.02,
  }),
};

/** `POST /openai/v1/chat/completions`. */
export const chatEndpoint: Endpoint = {
  path: /^\/openai\/v1\/chat\/completions$/,
  read(body) {
    const wire = checkChatShape(body);
    const request = chatToNeutral("groq", wire);
    const withUsage = wire.stream_options?.include_usage === true;
    return {
      request,
      answer(reply) {
        const failure = failureOf(reply, request);
        if (!request.isStreamed) {
          if (failure !== undefined) throw failure;
          return { body: { ...chatCompletion(reply, DIALECT), x_groq: { id: idOf(reply) } } };
        }
        const events = failure ? [groqErrorEvent(failure)] : eventsOf(reply, withUsage);
        return { contentType: EVENT_STREAM, events };
      },
    };
  },
};

/** Groq itself checks the calls that a model makes, and gives none that it cannot read. */
function failureOf({ toolCalls }: Reply, { tools }: NeutralRequest): ApiError | undefined {
  const failed = toolCalls.find(
    ({ name, argsText }) =>
      typeof parsedOrText(argsText) !== "object" || !tools.some((tool) => tool.name === name),
  );
  if (failed === undefined) return undefined;
  const failed_generation = `<function=${failed.name}>${failed.argsText}</function>`;
  return new ApiError(
    "invalid",
    "Failed to call a function. Please adjust your prompt. See 'failed_generation' for more details.",
    { code: "tool_use_failed", extra: { failed_generation } },
  );
}

function eventsOf(reply: Reply, withUsage: boolean): string[] {
  const deltas = chatDeltas(reply, DIALECT);
  const usage = DIALECT.usage(reply);
  const chunks = deltas.map((delta, index) => ({
    ...chatChunk(reply, DIALECT, delta),
    ...(index === 0 && { x_groq: { id: idOf(reply) } }),
    ...(index === deltas.length - 1 && { x_groq: { id: idOf(reply), usage } }),
  }));
  const last = { ...head(reply, DIALECT, "chat.completion.chunk"), choices: [], usage };
  return [...chunks, ...(withUsage ? [last] : []), "[DONE]"].map((data) => serverSentEvent(data));
}

function idOf({ serial }: Reply): string {
  return `req_${serial}`;
}
