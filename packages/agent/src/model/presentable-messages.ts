import { AIMessage, type BaseMessage, HumanMessage, ToolMessage } from "@langchain/core/messages";

type Block = Exclude<BaseMessage["content"], string>[number];

const SEEN = "I have the answers of the tools.";
const NEVER_RUN = "This call was not finished: the run in which it was made ended before it.";

/**
 * Messages as every provider takes them. A call of a tool is followed by its answer, also if the run
 * ended before there was one. Images leave the answers of tools, where most providers take only text,
 * and follow them in a message of their own; for a model that says it reads none, a text stands for them.
 * Between the answers of tools and what a person says stands a word of the model's, as some demand. An
 * answer of the model's that says nothing is left out: several refuse the whole conversation for it.
 */
export function presentableMessages(
  messages: readonly BaseMessage[],
  model: unknown,
): BaseMessage[] {
  const readsImages = profileOf(model)?.["imageInputs"] !== false;
  const shown: BaseMessage[] = [];
  let images: Block[] = [];
  const showImages = (): void => {
    if (images.length > 0 && readsImages) {
      shown.push(...wordAfterTools(shown), imageMessage(images));
    }
    images = [];
  };
  messages.forEach((message, place) => {
    if (AIMessage.isInstance(message) && saysNothing(message)) return;
    if (!ToolMessage.isInstance(message)) showImages();
    if (HumanMessage.isInstance(message)) shown.push(...wordAfterTools(shown));
    if (!ToolMessage.isInstance(message) || typeof message.content === "string") {
      shown.push(message);
    } else {
      const { text, found } = withoutImages(message.content);
      images.push(...found);
      const note = readsImages ? "(in the next message)" : "(not shown: the model reads no images)";
      const notes = found.map(() => `[image ${note}]`);
      shown.push(withText(message, [text, ...notes].filter((part) => part !== "").join("\n")));
    }
    if (AIMessage.isInstance(message))
      shown.push(...answersMissing(message, messages.slice(place + 1)));
  });
  showImages();
  return shown;
}

function wordAfterTools(shown: readonly BaseMessage[]): AIMessage[] {
  return ToolMessage.isInstance(shown.at(-1)) ? [new AIMessage(SEEN)] : [];
}

function saysNothing({ content, text, tool_calls = [], additional_kwargs }: AIMessage): boolean {
  if (text.trim() !== "" || tool_calls.length > 0) return false;
  if (typeof additional_kwargs["refusal"] === "string") return false;
  return typeof content === "string" || content.every(({ type }) => type === "text");
}

function answersMissing(message: AIMessage, later: readonly BaseMessage[]): ToolMessage[] {
  const answered = new Set(
    later.filter(ToolMessage.isInstance).map((answer) => answer.tool_call_id),
  );
  return (message.tool_calls ?? [])
    .filter(({ id }) => id !== undefined && !answered.has(id))
    .map(({ id = "", name }) => {
      return new ToolMessage({ tool_call_id: id, name, content: NEVER_RUN, status: "error" });
    });
}

function withoutImages(content: readonly Block[]): { text: string; found: Block[] } {
  const isImage = ({ type }: Block): boolean => type === "image_url" || type === "image";
  const texts = content.filter((block) => !isImage(block));
  const textOf = (block: Block): string =>
    typeof block["text"] === "string" ? block["text"] : JSON.stringify(block);
  return { text: texts.map(textOf).join("\n\n"), found: content.filter(isImage) };
}

function withText(message: ToolMessage, content: string): ToolMessage {
  const { tool_call_id, name, id, status, artifact, additional_kwargs } = message;
  return new ToolMessage({
    content,
    tool_call_id,
    artifact,
    additional_kwargs,
    ...(name !== undefined && { name }),
    ...(id !== undefined && { id }),
    ...(status !== undefined && { status }),
  });
}

function imageMessage(images: readonly Block[]): HumanMessage {
  const intro = { type: "text", text: "What the tools gave to look at:" };
  return new HumanMessage({ content: [intro, ...images] });
}

function profileOf(model: unknown): Readonly<Record<string, unknown>> | undefined {
  return (model as { profile?: Readonly<Record<string, unknown>> } | null)?.profile;
}
