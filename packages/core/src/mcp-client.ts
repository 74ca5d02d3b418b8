import type { MCPSession } from "./client/mcp-session.js";
import { readConfigFile } from "./client/read-config-file.js";
import type { MCPClientConfig, ServerConfig } from "./client/server-config.js";
import { clientClosed, ServerConnections } from "./client/server-connections.js";
import type { ServerSlot } from "./client/server-slot.js";
import { CatalogSync } from "./code-mode/catalog-sync.js";
import { CodeMode } from "./code-mode/code-mode.js";
import { CODE_MODE_SESSION, CodeModeConnector } from "./code-mode/code-mode-connector.js";
import { connectorSlot } from "./code-mode/connector-slot.js";
import { executeOptions } from "./code-mode/execute-options.js";
import { codeModeConfig, type MCPClientOptions } from "./code-mode/mcp-client-options.js";
import { nameTaken } from "./code-mode/name-taken.js";
import type { ToolSelection } from "./code-mode/select-tools.js";
import type { ExecuteCodeOptions, ExecutionResult } from "./contract/execution.js";
import type {
  CatalogNamespace,
  ExecutorHost,
  ExecutorHostOwner,
} from "./contract/executor-host.js";
import type { CallToolOptions, ToolResult } from "./contract/tool.js";
import type {
  SearchDetailLevel,
  ToolSearchOptions,
  ToolSearchResponse,
} from "./contract/tool-search.js";
import { ToolweaveError } from "./errors/toolweave-error.js";
import type { ClientEventListener, ClientEvents } from "./observability/client-events.js";
import { EventHub } from "./observability/event-hub.js";
import type { ExportedOutputs } from "./observed-outputs/exported-outputs.js";

/**
 * Connects MCP servers and, in code mode, runs code that calls their tools.
 *
 * ```ts
 * const client = new MCPClient({ mcpServers: { files: { command: "…" } } }, { codeMode: true });
 * const { result } = await client.executeCode("return await files.list_directory({ path: '.' })");
 * await client.close();
 * ```
 */
export class MCPClient implements ExecutorHostOwner {
  readonly #connections: ServerConnections;
  readonly #events = new EventHub();
  readonly #sync: CatalogSync;
  readonly #codeMode: CodeMode | undefined;
  readonly #connector: CodeModeConnector | undefined;
  /** The connector as a server, with its session. */
  #connectorSlot: ServerSlot | undefined;

  /** @throws ToolweaveError `CONFIG_INVALID`, saying where in the configuration and what is wrong. */
  constructor(config: MCPClientConfig = { mcpServers: {} }, options: MCPClientOptions = {}) {
    this.#connections = new ServerConnections(config);
    this.#sync = new CatalogSync(this.#connections);
    const codeMode = codeModeConfig(options);
    if (codeMode === undefined) return;
    if (this.#connections.names().includes(CODE_MODE_SESSION)) throw nameTaken();
    this.#codeMode = new CodeMode(codeMode, this.#connections, {
      owner: this,
      sync: this.#sync,
      events: this.#events,
    });
    this.#connector = new CodeModeConnector(this.#codeMode);
  }

  /**
   * Makes a client from a JSON file with `mcpServers`, as Claude Desktop, Cursor and VS Code write it.
   *
   * @throws ToolweaveError `CONFIG_FILE_UNREADABLE`, `CONFIG_INVALID`.
   */
  static fromConfigFile(path: string, options: MCPClientOptions = {}): MCPClient {
    return new MCPClient(readConfigFile(path), options);
  }

  /** What executors need of this client; of no use to anyone else. */
  get executorHost(): ExecutorHost {
    return this.#requireCodeMode();
  }

  /** The two tools of code mode as plain functions; `undefined` without code mode. */
  get codeModeConnector(): CodeModeConnector | undefined {
    return this.#connector;
  }

  /** Names of the configured servers that are not disabled. */
  getServerNames(): string[] {
    return [...this.#connections.names()];
  }

  /**
   * Connects one server, or returns its session if it is connected. In code mode the name `code_mode`
   * gives the session that offers `execute_code` and `search_tools`.
   *
   * @throws ToolweaveError `SERVER_UNKNOWN`, `SERVER_UNAVAILABLE`, `CONFIG_VARIABLE_MISSING`,
   *   `CLIENT_CLOSED`.
   */
  async createSession(name: string): Promise<MCPSession> {
    return this.#connectorServer(name)?.connect() ?? this.#connections.connect(name);
  }

  /** Connects every server, in parallel. One that fails is left out; see `getFailedServers()`. */
  async createAllSessions(): Promise<Record<string, MCPSession>> {
    const sessions = await this.#connections.connectAll();
    return Object.assign(Object.create(null), Object.fromEntries(sessions));
  }

  /** The session of a connected server. */
  getSession(name: string): MCPSession | undefined {
    if (name === CODE_MODE_SESSION && this.#connector !== undefined) {
      return this.#connectorSlot?.session;
    }
    return this.#connections.get(name);
  }

  /** The sessions of all connected servers, by name. */
  getAllActiveSessions(): Record<string, MCPSession> {
    return Object.assign(Object.create(null), Object.fromEntries(this.#connections.active()));
  }

  /** Servers that could not be used when last tried, and why. They are tried again on next use. */
  getFailedServers(): Record<string, ToolweaveError> {
    return Object.assign(Object.create(null), Object.fromEntries(this.#connections.failures()));
  }

  /** Adds a server; it is connected when first used. @throws ToolweaveError `SERVER_EXISTS`, `CONFIG_INVALID`. */
  addServer(name: string, config: ServerConfig): void {
    if (name === CODE_MODE_SESSION && this.#codeMode !== undefined) throw nameTaken();
    this.#connections.add(name, config);
  }

  /**
   * The tools that code and models may see, by server: without those that `allowedTools` and
   * `disallowedTools` hide. Connects what is not connected, and leaves out what fails; a server that failed
   * slowly when last tried is not waited for.
   *
   * @throws ToolweaveError `CLIENT_CLOSED`.
   */
  async listVisibleTools(): Promise<readonly CatalogNamespace[]> {
    await this.#sync.refresh();
    this.#connections.requireOpen();
    return this.#sync.catalog.namespaces();
  }

  /** Removes a server and ends its session. @throws ToolweaveError `SERVER_UNKNOWN`. */
  removeServer(name: string): Promise<void> {
    const removing = this.#connections.remove(name);
    this.#codeMode?.serverRemoved(name);
    return removing;
  }

  /** Calls one tool directly, without code mode. The MCP result comes back as the server sent it. */
  async callTool(
    server: string,
    tool: string,
    args: Record<string, unknown> = {},
    options: CallToolOptions = {},
  ): Promise<ToolResult> {
    const own = this.#connectorServer(server);
    return (
      own?.callTool(tool, args, options) ?? this.#connections.callTool(server, tool, args, options)
    );
  }

  /**
   * Runs JavaScript or TypeScript with the servers' tools as `await server.tool(args)`. What the code
   * does wrong is told in the result.
   *
   * @param timeout milliseconds, or options.
   * @throws ToolweaveError `CODE_MODE_DISABLED`, `EXECUTOR_NOT_FOUND`, `CLIENT_CLOSED`, `CONFIG_INVALID`.
   */
  async executeCode(code: string, timeout?: number | ExecuteCodeOptions): Promise<ExecutionResult> {
    return this.#requireCodeMode().execute(code, executeOptions(timeout));
  }

  /**
   * Finds tools of all servers, best first; an empty query lists them all.
   *
   * ```ts
   * await client.searchTools("create an issue", "descriptions");
   * await client.searchTools({ query: "issue", server: "github", limit: 5, detail_level: "names" });
   * ```
   *
   * @param query words, a whole task or a name; or all options in one object. Of a query that is not
   *   empty the first 10 results are given, unless `limit` says otherwise.
   * @param detailLevel how much each result says. Default "full".
   * @throws ToolweaveError `CODE_MODE_DISABLED`, `CLIENT_CLOSED`, `TOOL_ARGUMENTS_INVALID`,
   *   `SERVER_UNKNOWN`.
   */
  async searchTools(
    query?: string | ToolSearchOptions,
    detailLevel?: SearchDetailLevel,
  ): Promise<ToolSearchResponse> {
    return this.#requireCodeMode().searchTools(query, detailLevel);
  }

  /**
   * The tools as TypeScript: the text of a `.d.ts` file, for an editor or a prompt. It declares every
   * namespace, and the guest's own globals.
   *
   * @throws ToolweaveError `CODE_MODE_DISABLED`, `CLIENT_CLOSED`, `CONFIG_INVALID`, and for a selected name
   *   `SERVER_UNKNOWN`, `SERVER_UNAVAILABLE` or `TOOL_UNKNOWN`.
   */
  async getTypeDeclarations(selection: ToolSelection = {}): Promise<string> {
    return this.#requireCodeMode().getTypeDeclarations(selection);
  }

  /**
   * What has been learned of the results of tools, as plain JSON: names and types, never values.
   *
   * @throws ToolweaveError `CODE_MODE_DISABLED`.
   */
  exportObservedOutputs(): ExportedOutputs {
    return this.#requireCodeMode().observedOutputs.export();
  }

  /**
   * Adds what another client has learned. What belongs to a tool that is defined otherwise now is not used.
   *
   * @throws ToolweaveError `CODE_MODE_DISABLED`; `CONFIG_INVALID`, and nothing is added.
   */
  importObservedOutputs(exported: unknown): void {
    this.#requireCodeMode().observedOutputs.import(exported);
  }

  /**
   * Calls a listener for each event of one kind, until the function that it returns is called.
   *
   * ```ts
   * const stop = client.on("toolCallEnd", ({ executionId, call }) => console.log(executionId, call.tool));
   * ```
   *
   * Listeners are called at once, in the order in which they were added; what they throw is dropped.
   *
   * @throws ToolweaveError `CONFIG_INVALID` for an event that does not exist.
   */
  on<Name extends keyof ClientEvents>(name: Name, listener: ClientEventListener<Name>): () => void {
    return this.#events.on(name, listener);
  }

  /** Removes a listener that `on` added. @throws ToolweaveError `CONFIG_INVALID`, as `on`. */
  off<Name extends keyof ClientEvents>(name: Name, listener: ClientEventListener<Name>): void {
    this.#events.off(name, listener);
  }

  /** Ends executions, sandboxes and sessions; child processes are gone afterwards. May be called twice. */
  async close(): Promise<void> {
    const endings = await Promise.allSettled([
      this.#connections.close(),
      this.#codeMode?.close(),
      this.#connectorSlot?.end(clientClosed()),
    ]);
    // An executor that fails to clean up must not keep the servers from ending.
    for (const ending of endings) if (ending.status === "rejected") throw ending.reason;
  }

  /** Allows `await using client = new MCPClient(…)`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #connectorServer(name: string): ServerSlot | undefined {
    if (name !== CODE_MODE_SESSION || this.#connector === undefined) return undefined;
    this.#connections.requireOpen();
    this.#connectorSlot ??= connectorSlot(this.#connector);
    return this.#connectorSlot;
  }

  #requireCodeMode(): CodeMode {
    if (this.#codeMode !== undefined) return this.#codeMode;
    throw new ToolweaveError(
      "CODE_MODE_DISABLED",
      "Code mode is off. Make the client with new MCPClient(config, { codeMode: true }).",
    );
  }
}
