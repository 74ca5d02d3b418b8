import type { ExecutionResult } from "../contract/execution.js";
import type { ContentBlock } from "../contract/tool.js";
import { contentProblem } from "../protocol/content-problem.js";
import { jsonText } from "./json-text.js";

/**
 * The content blocks of an execution. What an executor gives that is none becomes a text: a client that
 * checks what it gets would refuse the whole answer.
 */
export function blocksOf({ content }: ExecutionResult): ContentBlock[] {
  const given: readonly unknown[] = content === undefined ? [] : [content].flat();
  return given.map((block) =>
    contentProblem(block) === undefined
      ? (block as ContentBlock)
      : { type: "text", text: jsonText(block) ?? "null" },
  );
}

/** What a block is, in a word: the type of its media, or its kind. */
export function kindOf({ type, mimeType }: ContentBlock): string {
  return (type === "image" || type === "audio") && typeof mimeType === "string" ? mimeType : type;
}

/** What a model would have to read of a block, as JSON: all but media and bytes. */
export function wordsOf({ type: _, data: __, mimeType: ___, ...words }: ContentBlock): string {
  if (Object.keys(words).length === 0) return "";
  const { resource } = words;
  const isObject = typeof resource === "object" && resource !== null;
  return JSON.stringify(
    isObject ? { ...words, resource: { ...resource, blob: undefined } } : words,
  );
}
