import type { BaseCallbackHandler, CallbackHandlerMethods } from "@langchain/core/callbacks/base";
import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import type { StructuredToolInterface } from "@langchain/core/tools";
import type { BaseCheckpointSaver } from "@langchain/langgraph";
import type { MCPClient, MCPClientOptions, ServerConfig } from "@toolweave/core";
import type { AgentMiddleware } from "langchain";

/** Callback handlers of LangChain's. */
export type AgentCallbacks = readonly (BaseCallbackHandler | CallbackHandlerMethods)[];

/** Options of {@link MCPAgent}. */
export interface MCPAgentOptions {
  /** A chat model, or LangChain's name for one: `"openai:gpt-5"`. Its package has to be installed. */
  llm: BaseChatModel | string;
  /** The client whose servers the agent uses. It is yours: closing the agent does not close it. */
  client?: MCPClient | undefined;
  /** Servers, for an agent that makes its own client, and closes it. */
  mcpServers?: Record<string, ServerConfig> | undefined;
  /** Code mode of the agent's own client. Default true; false gives the model the servers' tools directly. */
  codeMode?: MCPClientOptions["codeMode"];
  /** Default in code mode: `codeModePrompt` with the connected namespaces. */
  systemPrompt?: string | undefined;
  /** Added at the end of the system prompt. */
  additionalInstructions?: string | undefined;
  /** How often the model may be asked in one run. Default 30. */
  maxSteps?: number | undefined;
  /**
   * Whether a run knows the runs before it. Default true, kept in this process; a checkpointer of
   * LangGraph's keeps it elsewhere. Runs of one conversation wait for each other.
   */
  memory?: boolean | BaseCheckpointSaver | undefined;
  /** The conversation. Default: a random one; give it to go on with one that a checkpointer has kept. */
  threadId?: string | undefined;
  /** Further LangChain tools. */
  additionalTools?: readonly StructuredToolInterface[] | undefined;
  /**
   * Makes the additional tools callable by code, in the namespace `app` or one of another name, instead
   * of by the model. Default false.
   */
  exposeInCode?: boolean | string | undefined;
  /** Middleware of LangChain's, or yours, around code mode. */
  middleware?: readonly AgentMiddleware[] | undefined;
  /** Callbacks of LangChain's for every run. */
  callbacks?: AgentCallbacks | undefined;
}

/** Options of one run. */
export interface RunOptions {
  /** Ends the run: the request to the model, the code that runs, and the calls that it has made. */
  signal?: AbortSignal | undefined;
  /** Another conversation than the agent's own. */
  threadId?: string | undefined;
  /** Callbacks of LangChain's for this run, beside the agent's. */
  callbacks?: AgentCallbacks | undefined;
}
