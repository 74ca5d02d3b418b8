import type { MessageContent } from "@langchain/core/messages";
import type { ContentBlock } from "@toolweave/core";

type Block = Exclude<MessageContent, string>[number];

/**
 * MCP content as the content of a message: one text if there is nothing else, since some models take
 * nothing else. Images become content blocks; what LangChain has no block for becomes JSON,
 * without its bytes: no model reads base64, and it would cost more than all the rest.
 */
export function messageContent(blocks: readonly ContentBlock[]): MessageContent {
  const parts = blocks.map(messageBlock);
  if (parts.some(({ type }) => type !== "text")) return parts;
  return parts.map(({ text }) => String(text)).join("\n\n");
}

function messageBlock(block: ContentBlock): Block {
  const { type, text, data, mimeType, resource } = block;
  if (type === "text" && typeof text === "string") return { type: "text", text };
  if (type === "image" && typeof data === "string" && typeof mimeType === "string") {
    return { type: "image_url", image_url: { url: `data:${mimeType};base64,${data}` } };
  }
  const { text: resourceText } = (resource ?? {}) as { text?: unknown };
  if (typeof resourceText === "string") return { type: "text", text: resourceText };
  return { type: "text", text: JSON.stringify(block, withoutBytes) };
}

/** For `JSON.stringify`: what MCP has as base64 is in fields of these two names. */
function withoutBytes(key: string, value: unknown): unknown {
  if ((key !== "data" && key !== "blob") || typeof value !== "string") return value;
  return `(${value.length} characters of base64, not shown)`;
}
