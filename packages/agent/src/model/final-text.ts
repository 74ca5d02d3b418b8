import { AIMessage, type BaseMessage, HumanMessage, ToolMessage } from "@langchain/core/messages";
import { ToolweaveError } from "@toolweave/core";
import { stopReason } from "./stop-reason.js";

/** What is known of a run that is over, beside its messages. */
export interface RunEnd {
  /** Whether the answer of a tool of that name may be that of the run. */
  readonly mayAnswer: (tool: string) => boolean;
  /** Whether the model has answered, though the last of the messages may be another. */
  readonly hasAnswered: boolean;
}

/**
 * What a run has answered by the last of its messages: the model's text, which may be its refusal, or what a tool
 * has said that gives its answer directly.
 *
 * @throws ToolweaveError `MODEL_NO_ANSWER` if that says nothing, or if there was no answer yet.
 */
export function finalText(
  messages: readonly BaseMessage[],
  { mayAnswer, hasAnswered }: RunEnd,
): string {
  const last = messages.at(-1);
  if (ToolMessage.isInstance(last)) return toolText(last, mayAnswer);
  if (HumanMessage.isInstance(last))
    throw hasAnswered ? answerGone() : endedBefore("it was not asked");
  const message = AIMessage.isInstance(last) ? last : undefined;
  const text = message?.text.trim() ?? "";
  if (text !== "") return text;
  const refusal = message?.additional_kwargs["refusal"];
  if (typeof refusal === "string" && refusal !== "") return refusal;
  if (message?.tool_calls?.length) {
    const calls = message.tool_calls.map(({ name }) => name);
    throw endedBefore(`its calls (${calls.join(", ")}) were not made`);
  }
  const reason = stopReason(message);
  const because = reason === undefined ? "" : ` It stopped because of "${reason}".`;
  throw new ToolweaveError(
    "MODEL_NO_ANSWER",
    `The model answered with neither text nor a call of a tool.${because} It may have refused. Ask ` +
      "in other words, or raise the limit of its output.",
    { details: { reason } },
  );
}

function toolText(
  { text, status, name = "a tool" }: ToolMessage,
  mayAnswer: RunEnd["mayAnswer"],
): string {
  if (status === "error") throw endedBefore(`the last was the failure of ${name}: ${text}`);
  if (!mayAnswer(name)) throw endedBefore(`it was not shown what ${name} has answered`);
  return text;
}

function endedBefore(how: string): ToolweaveError {
  return new ToolweaveError(
    "MODEL_NO_ANSWER",
    `The run ended before the model had answered: ${how}. Middleware may have ended it.`,
  );
}

function answerGone(): ToolweaveError {
  return new ToolweaveError(
    "MODEL_NO_ANSWER",
    "The model has answered, but middleware took its answer out of the conversation, or said something else behind it.",
  );
}
