import type { AIMessage } from "@langchain/core/messages";

/** Where providers say why an answer ended. */
const REASONS = ["finish_reason", "stop_reason", "finishReason", "done_reason"];
/** What they say of one that became too long. */
const CUT = ["length", "max_tokens", "MAX_TOKENS", "max_output_tokens"];

/** Why a model's answer ended, in the provider's word. */
export function stopReason(message: AIMessage | undefined): string | undefined {
  const metadata: Readonly<Record<string, unknown>> = message?.response_metadata ?? {};
  // OpenAI's responses.
  const details = metadata["incomplete_details"] as { reason?: unknown } | null | undefined;
  const reasons = [...REASONS.map((name) => metadata[name]), details?.reason];
  return reasons.find((value) => typeof value === "string");
}

/** True for an answer that Gemini has left out, because it made a call that Gemini itself could not read. */
export function isMalformed(message: AIMessage): boolean {
  return stopReason(message) === "MALFORMED_FUNCTION_CALL";
}

/** True for an answer that the limit of its length has cut, as far as the provider says so. */
export function isCut(message: AIMessage): boolean {
  return CUT.includes(stopReason(message) ?? "");
}
