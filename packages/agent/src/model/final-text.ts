import type { AIMessage } from "@langchain/core/messages";
import { ToolweaveError } from "@toolweave/core";

/** Where providers say why an answer ended. */
const REASONS = ["finish_reason", "stop_reason", "finishReason", "done_reason"];

/**
 * The text of a model's answer, which may be its refusal.
 *
 * @throws ToolweaveError `MODEL_NO_ANSWER` for one that says nothing.
 */
export function finalText(message: AIMessage | undefined): string {
  const text = message?.text.trim() ?? "";
  if (text !== "") return text;
  const refusal = message?.additional_kwargs["refusal"];
  if (typeof refusal === "string" && refusal !== "") return refusal;
  const metadata: Readonly<Record<string, unknown>> = message?.response_metadata ?? {};
  const reason = REASONS.map((name) => metadata[name]).find((value) => typeof value === "string");
  const because = reason === undefined ? "" : ` It stopped because of "${reason}".`;
  throw new ToolweaveError(
    "MODEL_NO_ANSWER",
    `The model answered with neither text nor a call of a tool.${because} It may have refused. Ask ` +
      "in other words, or raise the limit of its output.",
    { details: { reason } },
  );
}
