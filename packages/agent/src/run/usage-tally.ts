import { BaseCallbackHandler } from "@langchain/core/callbacks/base";
import { ToolMessage, type UsageMetadata } from "@langchain/core/messages";
import type { LLMResult } from "@langchain/core/outputs";
import type { ExecutionResult } from "@toolweave/core";
import type { AgentUsage } from "./agent-result.js";

type Tokens = Partial<Pick<UsageMetadata, "input_tokens" | "output_tokens">>;

interface CountedMessage {
  readonly usage_metadata?: Tokens;
  readonly response_metadata?: { readonly usage?: Tokens };
  readonly tool_calls?: readonly unknown[];
}

/** Counts what a run costs, whoever in the graph causes it. */
export class UsageTally extends BaseCallbackHandler {
  override readonly name: string = "toolweave_usage";
  override readonly awaitHandlers: boolean = true;
  #modelCalls = 0;
  #inputTokens = 0;
  #outputTokens = 0;
  #toolCalls = 0;
  #executions = 0;
  #nestedCalls = 0;

  usage(): AgentUsage {
    return {
      modelCalls: this.#modelCalls,
      inputTokens: this.#inputTokens,
      outputTokens: this.#outputTokens,
      toolCalls: this.#toolCalls,
      executions: this.#executions,
      nestedCalls: this.#nestedCalls,
    };
  }

  override handleChatModelStart(): void {
    this.#modelCalls++;
  }

  override handleLLMEnd({ generations }: LLMResult): void {
    for (const message of generations.flat().map(messageOf)) {
      // ChatGroq has there what a stream has cost, and nothing in the place for it.
      const tokens = message?.usage_metadata ?? message?.response_metadata?.usage;
      this.#inputTokens += tokens?.input_tokens ?? 0;
      this.#outputTokens += tokens?.output_tokens ?? 0;
      this.#toolCalls += message?.tool_calls?.length ?? 0;
    }
  }

  override handleToolEnd(output: unknown): void {
    const execution = executionOf(output);
    if (execution === undefined) return;
    this.#executions++;
    this.#nestedCalls += execution.tool_calls?.length ?? 0;
  }
}

/** The execution behind an answer of `execute_code`. */
export function executionOf(message: unknown): ExecutionResult | undefined {
  if (!ToolMessage.isInstance(message) || message.name !== "execute_code") return undefined;
  const artifact: unknown = message.artifact;
  return typeof artifact === "object" && artifact !== null && "execution_time" in artifact
    ? (artifact as ExecutionResult)
    : undefined;
}

function messageOf(generation: object): CountedMessage | undefined {
  return (generation as { message?: CountedMessage }).message;
}
