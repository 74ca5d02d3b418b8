import type { ContentBlock, ToolResult } from "../contract/tool.js";
import { parseExactJson } from "./parse-exact-json.js";
import { type CallTarget, ToolCallError } from "./tool-call-error.js";

/**
 * The value of a tool's result, nothing dropped: `structuredContent` if present; a single text block,
 * parsed where it is a JSON object or array; several blocks as an array, in order, each by the same
 * rule. Blocks that are not text stay MCP content blocks; a result without any is `null`.
 *
 * @param parse reads a text that is JSON, or throws.
 * @throws ToolCallError `TOOL_FAILED` for a result marked `isError`.
 */
export function unwrapResult(
  result: ToolResult,
  target: CallTarget,
  parse: (text: string) => unknown = parseExactJson,
): unknown {
  const content = blocksOf(result.content);
  if (result.isError === true) {
    const message =
      errorText(content) ||
      structuredText(result) ||
      "the tool reported an error and gave no message";
    throw new ToolCallError("ToolError", "TOOL_FAILED", message, target, { content });
  }
  // Some servers write null for what is absent.
  const { structuredContent } = result;
  if (structuredContent !== undefined && structuredContent !== null) return structuredContent;
  if (content.length === 0) return null;
  const values = content.map((block) => unwrapBlock(block, parse));
  return values.length === 1 ? values[0] : values;
}

/** What a server gives in the place of an array is the one block of it. */
function blocksOf(content: unknown): readonly ContentBlock[] {
  if (Array.isArray(content)) return content;
  if (content === undefined || content === null) return [];
  return [
    typeof content === "string" ? { type: "text", text: content } : (content as ContentBlock),
  ];
}

function unwrapBlock(block: unknown, parse: (text: string) => unknown): unknown {
  const text = textOf(block);
  if (text === undefined) return block;
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return parse(text);
  } catch {
    return text;
  }
}

function errorText(content: readonly unknown[]): string {
  return content
    .map(textOf)
    .filter((text) => text !== undefined)
    .join("\n")
    .trim();
}

function structuredText({ structuredContent }: ToolResult): string {
  return structuredContent ? JSON.stringify(structuredContent) : "";
}

/** The text of a text block. What is in an array of content need not be a block, if a server errs. */
function textOf(block: unknown): string | undefined {
  const { type, text } = (block ?? {}) as Readonly<Record<string, unknown>>;
  return type === "text" && typeof text === "string" ? text : undefined;
}
