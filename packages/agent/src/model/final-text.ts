import { AIMessage, type BaseMessage, ToolMessage } from "@langchain/core/messages";
import { ToolweaveError } from "@toolweave/core";
import { stopReason } from "./stop-reason.js";

/**
 * What a run has answered by its last message: the model's text, which may be its refusal, or what a tool has
 * said that gives its answer directly.
 *
 * @throws ToolweaveError `MODEL_NO_ANSWER` if that says nothing, or if there was no answer yet.
 */
export function finalText(last: BaseMessage | undefined): string {
  if (ToolMessage.isInstance(last)) return toolText(last);
  const message = AIMessage.isInstance(last) ? last : undefined;
  const text = message?.text.trim() ?? "";
  if (text !== "") return text;
  const refusal = message?.additional_kwargs["refusal"];
  if (typeof refusal === "string" && refusal !== "") return refusal;
  if (message?.tool_calls?.length) throw endedBefore(message.tool_calls.map(({ name }) => name));
  const reason = stopReason(message);
  const because = reason === undefined ? "" : ` It stopped because of "${reason}".`;
  throw new ToolweaveError(
    "MODEL_NO_ANSWER",
    `The model answered with neither text nor a call of a tool.${because} It may have refused. Ask ` +
      "in other words, or raise the limit of its output.",
    { details: { reason } },
  );
}

function toolText({ text, status, name }: ToolMessage): string {
  if (status !== "error") return text;
  throw new ToolweaveError(
    "MODEL_NO_ANSWER",
    `The run ended before the model had answered, with the failure of ${name ?? "a tool"}: ${text} ` +
      "Middleware may have ended it.",
  );
}

function endedBefore(calls: readonly string[]): ToolweaveError {
  return new ToolweaveError(
    "MODEL_NO_ANSWER",
    `The run ended before the model had answered: its calls (${calls.join(", ")}) were not made. ` +
      "Middleware may have ended it.",
  );
}
