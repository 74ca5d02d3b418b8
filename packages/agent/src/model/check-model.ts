import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { ToolweaveError } from "@toolweave/core";

/** @throws ToolweaveError `CONFIG_INVALID` for what is no chat model that can call tools. */
export function checkModel(llm: unknown): BaseChatModel | string {
  if (typeof llm === "string") {
    if (llm.trim() !== "") return llm;
    throw invalid('is empty; name a model as "provider:model"');
  }
  const { bindTools, invoke } = (llm ?? {}) as { bindTools?: unknown; invoke?: unknown };
  if (typeof invoke !== "function") {
    throw invalid(`must be a LangChain chat model or "provider:model", not ${typeof llm}`);
  }
  if (typeof bindTools !== "function") {
    throw invalid(
      "cannot call tools: it has no bindTools. Use a chat model that has, such as ChatOpenAI",
    );
  }
  return llm as BaseChatModel;
}

function invalid(problem: string): ToolweaveError {
  return new ToolweaveError("CONFIG_INVALID", `MCPAgent: llm ${problem}.`);
}
