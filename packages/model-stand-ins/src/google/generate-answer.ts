import { parsedOrText } from "../neutral-request.js";
import type { Reply } from "../wire/reply.js";
import { serverSentEvent } from "../wire/server-sent-events.js";

/** A whole answer. */
export function wholeContent(reply: Reply): object {
  const parts = [...(reply.text === "" ? [] : [{ text: reply.text }]), ...callParts(reply)];
  return response(reply, endOf(reply) ?? candidate(parts, finish(reply)), 1);
}

/** The events of a streamed answer; a call is never cut. */
export function contentEvents(reply: Reply): string[] {
  const parts = [...reply.pieces(reply.text).map((text) => ({ text })), ...callParts(reply)];
  const end = endOf(reply);
  const candidates = end
    ? [...reply.pieces(reply.text).map((text) => candidate([{ text }])), end]
    : [
        ...parts.slice(0, -1).map((part) => candidate([part])),
        candidate(parts.slice(-1), finish(reply)),
      ];
  return candidates.map((one, index) =>
    serverSentEvent(response(reply, one, (index + 1) / candidates.length)),
  );
}

function candidate(parts: readonly object[], finishReason?: string): object {
  const content = parts.length === 0 ? { role: "model" } : { parts, role: "model" };
  return { content, ...(finishReason !== undefined && { finishReason }), index: 0 };
}

/** How an answer ends that the API withholds: one it deems unsafe, or a call it cannot read. */
function endOf({ refusal, toolCalls }: Reply): object | undefined {
  if (refusal !== undefined) return { finishReason: "SAFETY", index: 0 };
  const malformed = toolCalls.find(({ argsText }) => !isObject(parsedOrText(argsText)));
  if (malformed === undefined) return undefined;
  return {
    content: {},
    finishReason: "MALFORMED_FUNCTION_CALL",
    finishMessage: `Malformed function call: default_api.${malformed.name}(${malformed.argsText})`,
    index: 0,
  };
}

function finish({ isCut }: Reply): string {
  return isCut ? "MAX_TOKENS" : "STOP";
}

/** Since Gemini 3, the first of parallel calls bears a signature for all of them. */
function callParts({ toolCalls, request: { model } }: Reply): object[] {
  return toolCalls.map(({ name, argsText }, index) => ({
    functionCall: { name, args: parsedOrText(argsText) },
    ...(index === 0 && model.includes("gemini-3") && { thoughtSignature: "c3RhbmQtaW4=" }),
  }));
}

/** `share` is how much of the answer has been generated: a stream's counts grow with it. */
function response({ usage, request, serial }: Reply, one: object, share: number): object {
  const { inputTokens } = usage;
  const outputTokens = Math.floor(usage.outputTokens * share);
  return {
    candidates: [one],
    usageMetadata: {
      promptTokenCount: inputTokens,
      candidatesTokenCount: outputTokens,
      totalTokenCount: inputTokens + outputTokens,
      promptTokensDetails: [{ modality: "TEXT", tokenCount: inputTokens }],
    },
    modelVersion: request.model,
    responseId: `response-${serial}`,
  };
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
