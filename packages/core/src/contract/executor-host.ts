import type { ExecuteOptions, ToolCallRecord } from "./execution.js";
import type { ServerMethod } from "./server-method.js";
import type { ToolDefinition } from "./tool.js";
import type { SearchDetailLevel, ToolSearchOptions, ToolSearchResponse } from "./tool-search.js";

/** A server's tools, as the catalog holds them. */
export interface CatalogNamespace {
  /** The server's configured name. */
  readonly serverName: string;
  /** The identifier that stands in code. */
  readonly identifier: string;
  readonly tools: readonly ToolInfo[];
}

/** A server's tools as an executor sees them. */
export interface ToolNamespaceInfo extends CatalogNamespace {
  /**
   * Calls a tool, by raw name or identifier, through the bridge, and resolves with the unwrapped value.
   * Rejects with a `ToolweaveError`.
   */
  callTool(tool: string, args?: Readonly<Record<string, unknown>>): Promise<unknown>;
}

/** A tool with the identifier under which it stands in its namespace. */
export interface ToolInfo extends ToolDefinition {
  readonly identifier: string;
}

/** What the guest needs to build one namespace. */
export interface NamespaceManifest {
  /** The raw server name. */
  readonly server: string;
  readonly identifier: string;
  /** JSON text of an array with one entry per tool: its raw name, or `[rawName, identifier]`. */
  readonly tools: string;
  /** False for a server that could not be reached: its namespace exists but is not listed. */
  readonly connected: boolean;
}

/** One tool call as the guest asked for it. */
export interface ToolCallRequest {
  /** Numbered from 1 at invocation. */
  readonly id: number;
  /** Raw server name. */
  readonly server: string;
  /** Raw tool name or identifier. */
  readonly tool: string;
  /** The arguments the code passed, in order; a correct call has one object or nothing. */
  readonly args: readonly unknown[];
}

/** One request for resources or prompts as the guest made it. */
export interface ServerRequest {
  /** Numbered from 1 at invocation, among the tool calls. */
  readonly id: number;
  /** Raw server name. */
  readonly server: string;
  readonly method: ServerMethod;
  /** The arguments the code passed, in order. */
  readonly args: readonly unknown[];
}

/**
 * The gate of one execution: every nested call passes here. After `close` every pending call has been
 * cancelled and every further one is refused.
 */
export interface ExecutionGate {
  readonly namespaces: readonly NamespaceManifest[];
  /** Resolves with the unwrapped value as JSON text; rejects with a `ToolweaveError`. */
  call(request: ToolCallRequest): Promise<string>;
  /** Resolves with what the server has, as JSON text; rejects with a `ToolweaveError`. */
  request?(request: ServerRequest): Promise<string>;
  search(
    query?: string | ToolSearchOptions,
    detail?: SearchDetailLevel,
  ): Promise<ToolSearchResponse>;
  records(): ToolCallRecord[];
  close(): void;
}

/** What a gate tells the executor that opened it. */
export interface GateOptions extends Pick<ExecuteOptions, "onToolCall" | "scope" | "supervisor"> {
  /**
   * Called with true when a call begins to wait for a person's approval, and with false when it no longer
   * does; several may wait at once. Meanwhile the execution's clock should stand still.
   */
  onApprovalWait?: ((waiting: boolean) => void) | undefined;
  /**
   * Asked in each call's turn, and in each search's: resolves when the guest can take an answer, at once
   * if it is `undefined`.
   */
  room?: (() => Promise<void> | undefined) | undefined;
  /** Called with what the code's author should know of a call that succeeded; belongs in the log. */
  onWarning?: ((text: string) => void) | undefined;
}

/** What an executor needs of the client that owns it. */
export interface ExecutorHost {
  readonly limits: {
    readonly maxLogBytes: number;
    readonly maxResultBytes: number;
    readonly maxContentBlocks?: number | undefined;
  };
  /**
   * Connects every server; a server that fails is reported, never thrown.
   *
   * @param withinMs resolves after so many milliseconds at the latest, with the servers that are there by then.
   */
  connectServers(withinMs?: number): Promise<void>;
  getToolNamespaces(): ToolNamespaceInfo[];
  searchTools(
    query?: string | ToolSearchOptions,
    detail?: SearchDetailLevel,
  ): Promise<ToolSearchResponse>;
  openGate(options: GateOptions): ExecutionGate;
  /**
   * The JSON text of a value that a model saw cut, for the code's `recall(handle)`. Rejects with
   * `RECALL_UNKNOWN` for a handle that is not, or no longer, known.
   */
  recall?(handle: string): Promise<string>;
}

/** Anything that has an {@link ExecutorHost}: in practice an `MCPClient`. */
export interface ExecutorHostOwner {
  readonly executorHost: ExecutorHost;
}
