import type { DynamicStructuredTool } from "@langchain/core/tools";
import type { AgentMiddleware } from "langchain";

type Request = Parameters<NonNullable<AgentMiddleware["wrapModelCall"]>>[0];

/**
 * A tool as a model is shown it, with another schema: its own still checks what it is called with. In OpenAI's form,
 * which other clients take as well: LangChain lets no middleware put another tool in the place of one, but hands this on.
 */
export function shownTool(
  { name, description }: DynamicStructuredTool,
  parameters: Readonly<Record<string, unknown>>,
): Request["tools"][number] {
  const tool = { type: "function", function: { name, description, parameters } };
  // For middleware that chooses tools by their names; OpenAI would not take it.
  return Object.defineProperty(tool, "name", { value: name });
}
