import type { StructuredToolInterface } from "@langchain/core/tools";
import { MCPClient, type ToolweaveError } from "@toolweave/core";
import type { MCPAgentOptions } from "../agent-options.js";
import { checkModel } from "../model/check-model.js";
import { checkOptions, invalidOption } from "../options/check-options.js";
import { checkTools } from "../options/check-tools.js";
import { AGENT_OPTIONS } from "../options/option-kinds.js";
import { ANSWER_TOOL } from "../tools/answer-tool.js";
import { exposedTools } from "../tools/exposed-tools.js";
import type { AgentSetup } from "./agent-setup.js";
import { LatestSaver } from "./latest-saver.js";

/** What an agent is made of, and what of it is its own to close. */
export interface ResolvedSetup {
  readonly setup: AgentSetup;
  /** The client, if the agent made it. */
  readonly ownClient: MCPClient | undefined;
  /** The server that the agent added to the client. */
  readonly addedServer: string | undefined;
}

/** @throws ToolweaveError `CONFIG_INVALID`, `SERVER_EXISTS`. */
export function resolveSetup(options: MCPAgentOptions): ResolvedSetup {
  checkOptions("MCPAgent", options, AGENT_OPTIONS);
  const llm = checkModel(options.llm);
  const { memory = true, additionalTools = [], maxSteps = 30 } = options;
  const { client, isOwn } = clientOf(options);
  const connector = client.codeModeConnector;
  const inCodeMode = connector !== undefined;
  const addedServer = namespaceOf(options, inCodeMode);
  const tools = addedServer === undefined ? additionalTools : [];
  checkNames(tools, connector?.tools ?? []);
  checkTools(additionalTools, { forCode: addedServer !== undefined });
  if (addedServer !== undefined) {
    client.addServer(addedServer, { server: exposedTools(addedServer, additionalTools) });
  }
  const setup: AgentSetup = {
    llm,
    client,
    inCodeMode,
    systemPrompt: options.systemPrompt,
    additionalInstructions: options.additionalInstructions,
    maxSteps,
    checkpointer: typeof memory === "boolean" ? new LatestSaver() : memory,
    remembers: memory !== false,
    threadId: options.threadId ?? crypto.randomUUID(),
    tools,
    middleware: options.middleware ?? [],
    callbacks: options.callbacks ?? [],
  };
  return { setup, ownClient: isOwn ? client : undefined, addedServer };
}

function clientOf({ client, mcpServers, codeMode }: MCPAgentOptions): {
  client: MCPClient;
  isOwn: boolean;
} {
  if (client !== undefined) {
    if (mcpServers === undefined && codeMode === undefined) {
      return { client, isOwn: false };
    }
    throw invalid(
      "mcpServers and codeMode are for an agent without a client: set them on the client",
    );
  }
  if (mcpServers === undefined) throw invalid("give it a client or mcpServers");
  const config = typeof codeMode === "object" ? codeMode : {};
  if (config?.enabled === false && config.policy !== undefined) {
    throw invalid(
      "codeMode.policy needs code mode: no policy stands between a model and tools that it calls itself. " +
        "Hide tools by the disallowedTools of their server",
    );
  }
  return { client: new MCPClient({ mcpServers }, { codeMode: codeMode ?? true }), isOwn: true };
}

function namespaceOf(
  { exposeInCode = false, additionalTools = [] }: MCPAgentOptions,
  inCodeMode: boolean,
): string | undefined {
  if (exposeInCode === false || additionalTools.length === 0) return undefined;
  if (!inCodeMode) throw invalid("exposeInCode needs a client with code mode");
  return exposeInCode === true ? "app" : exposeInCode;
}

function checkNames(
  added: readonly StructuredToolInterface[],
  own: readonly { readonly name: string }[],
): void {
  const taken = new Set([ANSWER_TOOL, ...own.map(({ name }) => name)]);
  for (const { name } of added) {
    // One that the provider carries out may have none.
    if (name === undefined) continue;
    if (taken.has(name)) {
      throw invalid(`additionalTools has a tool named "${name}", as another tool of the agent is`);
    }
    taken.add(name);
  }
}

function invalid(problem: string): ToolweaveError {
  return invalidOption("MCPAgent", problem);
}
