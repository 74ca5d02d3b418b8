import { ToolMessage, type ToolMessageFields } from "@langchain/core/messages";
import { isMisread } from "../checkpoints/misread.js";

/** In characters of JSON, roughly. */
const LARGEST_STORED = 16_000;

/**
 * The answer of a tool. A large artifact is not for checkpointers: object by object, they would write and read
 * it with every further step of the conversation, though no model sees any of it. Nor is one that they could not
 * read back.
 */
export function toolAnswer({ artifact, ...fields }: ToolMessageFields): ToolMessage {
  if (!isLarge(artifact) && !isMisread(artifact)) return new ToolMessage({ ...fields, artifact });
  const message = new ToolMessage(fields);
  hideArtifact(message, artifact);
  return message;
}

/** Gives a message an artifact that whoever writes the message down passes over. */
export function hideArtifact(message: ToolMessage, artifact: unknown): void {
  Object.defineProperty(message, "artifact", {
    value: artifact,
    enumerable: false,
    writable: true,
    configurable: true,
  });
}

/** Looks no further than it has to. */
function isLarge(artifact: unknown): boolean {
  let left = LARGEST_STORED;
  const weigh = (value: unknown): void => {
    left -= typeof value === "string" ? value.length + 3 : 6;
    if (typeof value !== "object" || value === null) return;
    const isList = Array.isArray(value);
    for (const key of isList ? value.keys() : Object.keys(value)) {
      if (left < 0) return;
      if (!isList) left -= String(key).length + 3;
      weigh((value as Readonly<Record<string, unknown>>)[key]);
    }
  };
  weigh(artifact);
  return left < 0;
}
