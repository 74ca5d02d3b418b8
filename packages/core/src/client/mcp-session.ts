import type { Client } from "@modelcontextprotocol/sdk/client/index.js";
import {
  type Implementation,
  ListToolsResultSchema,
  ResultSchema,
  type ServerCapabilities,
  ToolListChangedNotificationSchema,
} from "@modelcontextprotocol/sdk/types.js";
import type { CallToolOptions, ToolDefinition, ToolResult } from "../contract/tool.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { isLost, requestError } from "./request-error.js";
import type { ServerLink } from "./server-link.js";

/** Servers that page for ever are cut off here. */
const MAX_PAGES = 1_000;

/** What a session is made of. */
export interface SessionParts {
  readonly serverName: string;
  readonly client: Client;
  readonly link: ServerLink;
  readonly requestTimeoutMs: number;
}

/** The connection to one MCP server. */
export class MCPSession {
  /** The server's configured name. */
  readonly serverName: string;
  /** The SDK's client, for what this class does not offer. */
  readonly client: Client;
  readonly #link: ServerLink;
  readonly #requestTimeoutMs: number;
  readonly #onClose = new Set<() => void>();
  readonly #warnings: string[] = [];
  #tools: Promise<readonly ToolDefinition[]> | undefined;
  #closed = false;

  constructor({ serverName, client, link, requestTimeoutMs }: SessionParts) {
    this.serverName = serverName;
    this.client = client;
    this.#link = link;
    this.#requestTimeoutMs = requestTimeoutMs;
    client.onclose = () => this.#end();
    client.setNotificationHandler(ToolListChangedNotificationSchema, () => {
      this.#tools = undefined;
    });
  }

  /** Name and version the server gave of itself. */
  get serverInfo(): Implementation | undefined {
    return this.client.getServerVersion();
  }

  /** What the server wants models to know. */
  get instructions(): string | undefined {
    return this.client.getInstructions();
  }

  get capabilities(): ServerCapabilities | undefined {
    return this.client.getServerCapabilities();
  }

  /** False once the connection has ended, from either side. */
  get isConnected(): boolean {
    return !this.#closed;
  }

  /** The last 64 KB the server wrote to stderr; empty for a server without one. */
  get stderr(): string {
    return this.#link.stderr();
  }

  /** Oddities of the server that were borne, such as two tools of one name. */
  get warnings(): readonly string[] {
    return this.#warnings;
  }

  /**
   * The server's tools, all pages. The same array until the server says that its tools changed.
   *
   * @throws ToolweaveError `SERVER_UNAVAILABLE`, `TOOL_TIMEOUT`.
   */
  listTools(): Promise<readonly ToolDefinition[]> {
    if (this.#tools === undefined) {
      const tools = this.#listAll();
      this.#tools = tools;
      tools.catch(() => {
        if (this.#tools === tools) this.#tools = undefined;
      });
    }
    return this.#tools;
  }

  /**
   * Calls a tool. The result is passed on as the server sent it, errors it reports included.
   *
   * @throws ToolweaveError `TOOL_TIMEOUT`, `TOOL_CALL_CANCELLED`, `TOOL_FAILED`, `SERVER_UNAVAILABLE`,
   *   `SESSION_CLOSED`.
   */
  async callTool(
    name: string,
    args: Readonly<Record<string, unknown>> = {},
    options: CallToolOptions = {},
  ): Promise<ToolResult> {
    const { signal, timeoutMs, onProgress } = options;
    const params = { name, arguments: { ...args } };
    // The lenient schema: what a server sends beyond the protocol we know is passed on, not refused.
    const result = await this.#request(name, signal, () =>
      this.client.request({ method: "tools/call", params }, ResultSchema, {
        timeout: timeoutMs ?? this.#requestTimeoutMs,
        resetTimeoutOnProgress: timeoutMs === undefined,
        ...(signal && { signal }),
        onprogress: onProgress ?? (() => {}),
      }),
    );
    return result as unknown as ToolResult;
  }

  /** Calls the listener when the connection has ended, at once if it has already. */
  onClose(listener: () => void): void {
    if (this.#closed) listener();
    else this.#onClose.add(listener);
  }

  /** Ends the connection, and the server's process if it is ours. May be called twice. */
  async close(): Promise<void> {
    this.#end();
    await this.#link.close();
  }

  async #listAll(): Promise<readonly ToolDefinition[]> {
    if (this.capabilities?.tools === undefined) return [];
    const tools = new Map<string, ToolDefinition>();
    const cursors = new Set<string>();
    let cursor: string | undefined;
    do {
      const params = cursor === undefined ? {} : { cursor };
      const page = await this.#request("tools/list", undefined, () =>
        this.client.request({ method: "tools/list", params }, ListToolsResultSchema, {
          timeout: this.#requestTimeoutMs,
        }),
      );
      for (const tool of page.tools) {
        if (tools.has(tool.name)) this.#warn(`lists the tool "${tool.name}" more than once`);
        else tools.set(tool.name, tool);
      }
      cursor = page.nextCursor;
      if (cursor !== undefined && (cursors.has(cursor) || cursors.size >= MAX_PAGES)) {
        this.#warn("pages its list of tools without end; the rest is left out");
        break;
      }
      if (cursor !== undefined) cursors.add(cursor);
    } while (cursor !== undefined);
    return [...tools.values()];
  }

  async #request<T>(
    what: string,
    signal: AbortSignal | undefined,
    send: () => Promise<T>,
  ): Promise<T> {
    if (this.#closed) {
      throw new ToolweaveError(
        "SESSION_CLOSED",
        `The session with the server "${this.serverName}" is closed`,
        { details: { server: this.serverName } },
      );
    }
    try {
      return await send();
    } catch (error) {
      if (isLost(error)) this.#end();
      const diagnosis = this.#link.diagnose();
      throw requestError(error, { server: this.serverName, what, signal, diagnosis });
    }
  }

  #warn(warning: string): void {
    if (!this.#warnings.includes(warning)) this.#warnings.push(warning);
  }

  #end(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const listener of this.#onClose) listener();
  }
}
