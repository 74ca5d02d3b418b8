import type { ContentBlock, ToolResult } from "../contract/tool.js";
import { type CallTarget, ToolCallError } from "./tool-call-error.js";

/**
 * The value of a tool's result, nothing dropped: `structuredContent` if present; a single text block,
 * parsed where it is a JSON object or array; several blocks as an array, in order, each by the same
 * rule. Blocks that are not text stay MCP content blocks; a result without any is `null`.
 *
 * @throws ToolCallError `TOOL_FAILED` for a result marked `isError`.
 */
export function unwrapResult(result: ToolResult, target: CallTarget): unknown {
  const content = Array.isArray(result.content) ? result.content : [];
  if (result.isError === true) {
    const message = errorText(content) || "the tool reported an error and gave no message";
    throw new ToolCallError("ToolError", "TOOL_FAILED", message, target, { content });
  }
  if (result.structuredContent !== undefined) return result.structuredContent;
  if (content.length === 0) return null;
  return content.length === 1 ? unwrapBlock(content[0] as ContentBlock) : content.map(unwrapBlock);
}

function unwrapBlock(block: ContentBlock): unknown {
  const { type, text } = block;
  if (type !== "text" || typeof text !== "string") return block;
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function errorText(content: readonly ContentBlock[]): string {
  return content
    .map((block) => (block.type === "text" ? block["text"] : undefined))
    .filter((text) => typeof text === "string")
    .join("\n")
    .trim();
}
