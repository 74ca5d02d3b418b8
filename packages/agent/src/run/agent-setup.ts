import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import type { StructuredToolInterface } from "@langchain/core/tools";
import type { BaseCheckpointSaver } from "@langchain/langgraph";
import type { MCPClient } from "@toolweave/core";
import { type AgentMiddleware, createAgent, createMiddleware, type ReactAgent } from "langchain";
import type { AgentCallbacks } from "../agent-options.js";
import { codeModeMiddleware } from "../code-mode/code-mode-middleware.js";
import { askModel } from "../model/ask-model.js";
import { mcpTools } from "../tools/mcp-tools.js";
import type { StepLimit } from "./step-limit.js";

/** What all runs of an agent have in common. */
export interface AgentSetup {
  readonly llm: BaseChatModel | string;
  readonly client: MCPClient;
  readonly systemPrompt: string | undefined;
  readonly additionalInstructions: string | undefined;
  readonly maxSteps: number;
  readonly checkpointer: BaseCheckpointSaver;
  /** False if every run is a conversation of its own. */
  readonly remembers: boolean;
  readonly threadId: string;
  /** Tools that the model calls beside those of the client. */
  readonly tools: readonly StructuredToolInterface[];
  readonly middleware: readonly AgentMiddleware[];
  readonly callbacks: AgentCallbacks;
}

/** What a graph has of one run alone. */
export interface RunParts {
  readonly limit: StepLimit;
  readonly answerTool: StructuredToolInterface | undefined;
}

/** The graph of one run: it costs little to make, and what counts and collects in it is the run's own. */
export async function agentGraph(setup: AgentSetup, run: RunParts): Promise<ReactAgent> {
  const { client, systemPrompt, additionalInstructions = "" } = setup;
  const inCodeMode = client.codeModeConnector !== undefined;
  const offered = inCodeMode ? [] : await mcpTools(client);
  const tools = [...offered, ...setup.tools, ...(run.answerTool ? [run.answerTool] : [])];
  const prompt = [inCodeMode ? "" : (systemPrompt ?? ""), additionalInstructions]
    .filter((part) => part !== "")
    .join("\n\n");
  const access = inCodeMode
    ? codeModeMiddleware({ client, prompt: systemPrompt })
    : createMiddleware({ name: "DirectTools", wrapModelCall: askModel });
  const agent = createAgent({
    model: setup.llm,
    tools: tools as never[],
    ...(prompt !== "" && { systemPrompt: prompt }),
    middleware: [run.limit.middleware, access, ...setup.middleware],
    checkpointer: setup.checkpointer,
  });
  return agent as unknown as ReactAgent;
}
