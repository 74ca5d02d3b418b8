import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import type { DynamicStructuredTool, StructuredToolInterface } from "@langchain/core/tools";
import type { BaseCheckpointSaver } from "@langchain/langgraph";
import type { MCPClient } from "@toolweave/core";
import { type AgentMiddleware, createAgent, createMiddleware, type ReactAgent } from "langchain";
import type { AgentCallbacks } from "../agent-options.js";
import { codeModeMiddleware } from "../code-mode/code-mode-middleware.js";
import { askModel } from "../model/ask-model.js";
import { extendPrompt } from "../model/extend-prompt.js";
import { withPlainTools } from "../model/plain-tools.js";
import { ANSWER_TOOL } from "../tools/answer-tool.js";
import { mcpTools } from "../tools/mcp-tools.js";
import { type ServerTool, visibleTools } from "../tools/visible-tools.js";
import type { StepLimit } from "./step-limit.js";

/** What all runs of an agent have in common. */
export interface AgentSetup {
  readonly llm: BaseChatModel | string;
  readonly client: MCPClient;
  /** False for a model that calls the servers' tools itself, whatever the client can do. */
  readonly inCodeMode: boolean;
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
  readonly answerTool: DynamicStructuredTool | undefined;
  /** The servers' tools, for a model that calls them itself. */
  readonly serverTools: readonly ServerTool[];
}

/** Connects the servers; resolves with those of their tools that the model calls itself. */
export async function serverToolsOf({ client, inCodeMode }: AgentSetup): Promise<ServerTool[]> {
  const tools = await visibleTools(client);
  return inCodeMode ? [] : tools;
}

/** Tells, by their names, the tools whose answer is that of a run: LangChain's `returnDirect`, which none of ours is. */
export function answersByTool({ tools, middleware }: AgentSetup): (name: string) => boolean {
  const all = [...tools, ...middleware.flatMap((each) => each.tools ?? [])];
  const direct = all.filter((tool) => "returnDirect" in tool && tool.returnDirect === true);
  const names = new Set(direct.map(({ name }) => name));
  return (name) => names.has(name);
}

/** The graph of one run: it costs little to make, and what counts and collects in it is the run's own. */
export function agentGraph(setup: AgentSetup, run: RunParts): ReactAgent {
  const { client, inCodeMode, systemPrompt, additionalInstructions = "" } = setup;
  const names = [ANSWER_TOOL, ...setup.tools.map(({ name }) => name)];
  const own = [
    ...mcpTools(client, run.serverTools, names),
    ...(run.answerTool ? [run.answerTool] : []),
  ];
  const tools = [...own, ...setup.tools];
  const access = inCodeMode
    ? codeModeMiddleware({ client, prompt: systemPrompt })
    : createMiddleware({
        name: "DirectTools",
        wrapModelCall: (request, handler) =>
          askModel(extendPrompt(request, systemPrompt ?? ""), handler),
      });
  const instructions = createMiddleware({
    name: "Instructions",
    wrapModelCall: (request, handler) => handler(extendPrompt(request, additionalInstructions)),
  });
  const plainTools = createMiddleware({
    name: "PlainTools",
    wrapModelCall: async (request, handler) => handler(await withPlainTools(request, own)),
  });
  const agent = createAgent({
    model: setup.llm,
    tools: tools as never[],
    // Messages and tools are made for the model that is asked, which middleware may have chosen.
    middleware: [run.limit.middleware, ...setup.middleware, access, instructions, plainTools],
    checkpointer: setup.checkpointer,
  });
  return agent as unknown as ReactAgent;
}
