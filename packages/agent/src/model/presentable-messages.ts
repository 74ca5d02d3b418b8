import {
  AIMessage,
  type BaseMessage,
  HumanMessage,
  SystemMessage,
  ToolMessage,
} from "@langchain/core/messages";
import { answersBesideCalls } from "./answers-beside-calls.js";
import { otherClientsAnswers } from "./other-clients-answers.js";

type Block = Exclude<BaseMessage["content"], string>[number];

const BEGINNING = "(Here the conversation begins.)";
const SEEN = "I have the answers of the tools.";

/**
 * Messages as every provider takes them. A call of a tool is followed by its answer, whatever became of
 * the conversation meanwhile. Images leave the answers of tools, where most providers take only text,
 * and follow them in a message of their own; for a model that says it reads none, a text stands for them.
 * Some want to hear a person first, so that one says that the conversation begins. Between the answers of tools
 * and what a person says stands a word of the model's, as some demand. An answer of the model's that says nothing
 * is left out: several refuse the whole conversation for it.
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
  for (const message of answersBesideCalls(otherClientsAnswers(messages, model))) {
    if (AIMessage.isInstance(message) && saysNothing(message)) continue;
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
  }
  showImages();
  return begunByPerson(shown);
}

function begunByPerson(messages: readonly BaseMessage[]): BaseMessage[] {
  const place = messages.findIndex((message) => !SystemMessage.isInstance(message));
  if (!AIMessage.isInstance(messages[place])) return [...messages];
  return [...messages.slice(0, place), new HumanMessage(BEGINNING), ...messages.slice(place)];
}

function wordAfterTools(shown: readonly BaseMessage[]): AIMessage[] {
  return ToolMessage.isInstance(shown.at(-1)) ? [new AIMessage(SEEN)] : [];
}

function saysNothing({ content, text, tool_calls = [], additional_kwargs }: AIMessage): boolean {
  if (text.trim() !== "" || tool_calls.length > 0) return false;
  if (typeof additional_kwargs["refusal"] === "string") return false;
  return typeof content === "string" || content.every(({ type }) => type === "text");
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
