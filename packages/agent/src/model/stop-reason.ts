import type { AIMessage } from "@langchain/core/messages";

/** Where providers say why an answer ended. */
const REASONS = ["finish_reason", "stop_reason", "finishReason", "done_reason"];
/** What they say of one that became too long. */
const CUT = ["length", "max_tokens", "MAX_TOKENS"];

/** Why a model's answer ended, in the provider's word. */
export function stopReason(message: AIMessage | undefined): string | undefined {
  const metadata: Readonly<Record<string, unknown>> = message?.response_metadata ?? {};
  return REASONS.map((name) => metadata[name]).find((value) => typeof value === "string");
}

/** True for an answer that the limit of its length has cut, as far as the provider says so. */
export function isCut(message: AIMessage): boolean {
  return CUT.includes(stopReason(message) ?? "");
}
