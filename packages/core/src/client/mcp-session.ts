import type { Client } from "@modelcontextprotocol/sdk/client/index.js";
import {
  type Implementation,
  type ServerCapabilities,
  ToolListChangedNotificationSchema,
} from "@modelcontextprotocol/sdk/types.js";
import type {
  Prompt,
  PromptResult,
  Resource,
  ResourceContents,
  ResourceTemplate,
} from "../contract/server-offers.js";
import type { CallToolOptions, ToolDefinition, ToolResult } from "../contract/tool.js";
import { describeError } from "../errors/describe-error.js";
import type { ErrorCode } from "../errors/error-code.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { callQuietly } from "../protocol/call-quietly.js";
import { checkCallOptions } from "./call-options.js";
import { listTools } from "./list-tools.js";
import { sessionClosed } from "./request-error.js";
import { ResourcesAndPrompts } from "./resources-and-prompts.js";
import type { ServerLink } from "./server-link.js";
import type { SessionParts } from "./session-parts.js";
import { type EndedBy, SessionRequests, watched } from "./session-requests.js";
import { ToolCalls } from "./tool-calls.js";
import { ToolList } from "./tool-list.js";

/** Failures of `tools/list` that say all there is to say. */
const UNCHANGED: readonly ErrorCode[] = ["SERVER_UNAVAILABLE", "SESSION_CLOSED"];

/** The connection to one MCP server. */
export class MCPSession {
  /** The server's configured name. */
  readonly serverName: string;
  /** The SDK's client, for what this class does not offer. */
  readonly client: Client;
  readonly #link: ServerLink;
  readonly #requests: SessionRequests;
  readonly #onClose = new Set<() => void>();
  readonly #warnings: string[] = [];
  readonly #others: ResourcesAndPrompts;
  readonly #tools = new ToolList(() => this.#listAll());
  readonly #calls: ToolCalls;
  #ended: EndedBy | undefined;

  constructor(parts: SessionParts) {
    const { serverName, client, link } = parts;
    this.serverName = serverName;
    this.client = client;
    this.#link = link;
    this.#requests = new SessionRequests({
      ...parts,
      ended: () => this.#ended,
      lost: () => this.#end("by the server"),
    });
    this.#others = new ResourcesAndPrompts({
      serverName,
      offers: (what) => this.capabilities?.[what] !== undefined,
      request: async (method, params, options) => {
        checkCallOptions(method, options);
        return this.#requests.make(method, { method, params: { ...params } }, watched(options));
      },
      warn: (warning) => this.warn(warning),
    });
    this.#calls = new ToolCalls(this, this.#requests, link);
    client.onclose = () => this.#end("by the server");
    client.setNotificationHandler(ToolListChangedNotificationSchema, () => {
      this.#tools.forget();
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
    return this.#ended === undefined;
  }

  /** The last 64 KB the server wrote to stderr; empty for a server without one. */
  get stderr(): string {
    return this.#link.stderr();
  }

  /**
   * Oddities that were borne, such as two tools of one name; in code mode also patterns of `allowedTools`
   * and `disallowedTools` that match no tool.
   */
  get warnings(): readonly string[] {
    return this.#warnings;
  }

  /** Adds to the warnings, once. */
  warn(warning: string): void {
    if (!this.#warnings.includes(warning)) this.#warnings.push(warning);
  }

  /**
   * The server's tools, all pages. The same array until the server says that its tools changed. Rejects
   * once the session has ended, whatever is known of its tools.
   *
   * @throws ToolweaveError `SERVER_UNAVAILABLE`, `SESSION_CLOSED`.
   */
  listTools(): Promise<readonly ToolDefinition[]> {
    if (this.#ended !== undefined) return Promise.reject(sessionClosed(this.serverName));
    return this.#tools.read();
  }

  /** What `listTools` would resolve with, if that is known already. */
  get knownTools(): readonly ToolDefinition[] | undefined {
    return this.#ended === undefined ? this.#tools.known : undefined;
  }

  /**
   * Calls a tool. The result is passed on as the server sent it, errors it reports included; `content` is empty
   * where the server gave none.
   *
   * @throws ToolweaveError `TOOL_ARGUMENTS_INVALID` for what is no object of JSON,
   *   `CONFIG_INVALID` for an option that is not understood, `TOOL_TIMEOUT`, `TOOL_CALL_CANCELLED`,
   *   `TOOL_FAILED`, `SERVER_UNAVAILABLE`, `SESSION_CLOSED`.
   */
  async callTool(
    name: string,
    args: Readonly<Record<string, unknown>> = {},
    options: CallToolOptions = {},
  ): Promise<ToolResult> {
    return this.#calls.call(name, args, options);
  }

  /** The server's resources, all pages. @throws ToolweaveError as `callTool`, and `CAPABILITY_MISSING`. */
  listResources(options: CallToolOptions = {}): Promise<readonly Resource[]> {
    return this.#others.listResources(options);
  }

  /** The server's resource templates, all pages. @throws ToolweaveError as `listResources`. */
  listResourceTemplates(options: CallToolOptions = {}): Promise<readonly ResourceTemplate[]> {
    return this.#others.listResourceTemplates(options);
  }

  /** What a resource holds, in as many parts as the server gives. @throws as `listResources`. */
  readResource(uri: string, options: CallToolOptions = {}): Promise<readonly ResourceContents[]> {
    return this.#others.readResource(uri, options);
  }

  /** The server's prompts, all pages. @throws ToolweaveError as `listResources`. */
  listPrompts(options: CallToolOptions = {}): Promise<readonly Prompt[]> {
    return this.#others.listPrompts(options);
  }

  /** A prompt with its arguments filled in. @throws ToolweaveError as `listResources`. */
  getPrompt(
    name: string,
    args: Readonly<Record<string, string>> = {},
    options: CallToolOptions = {},
  ): Promise<PromptResult> {
    return this.#others.getPrompt(name, args, options);
  }

  /** Calls the listener when the connection has ended, at once if it has already. What it throws is dropped. */
  onClose(listener: () => void): void {
    if (this.#ended !== undefined) callQuietly(listener, undefined);
    else this.#onClose.add(listener);
  }

  /** Ends the connection, and the server's process if it is ours. May be called twice. */
  async close(): Promise<void> {
    this.#end("by us");
    this.#ended = "by us";
    await this.#link.close();
  }

  /**
   * `close`, once nothing is under way any more. Where requests have connections of their own, as over
   * HTTP, one that is lost says nothing of the others' answers.
   */
  async closeWhenIdle(): Promise<void> {
    await this.#requests.over();
    await this.close();
  }

  async #listAll(): Promise<readonly ToolDefinition[]> {
    if (this.capabilities?.tools === undefined) return [];
    try {
      return await listTools({
        page: (cursor) =>
          this.#requests.make("tools/list", {
            method: "tools/list",
            ...(cursor === undefined ? {} : { params: { cursor } }),
          }),
        warn: (warning) => this.warn(warning),
      });
    } catch (error) {
      if (ToolweaveError.isInstance(error) && UNCHANGED.includes(error.code)) throw error;
      const message = `The server "${this.serverName}" could not list its tools: ${describeError(error)}`;
      throw new ToolweaveError("SERVER_UNAVAILABLE", message, {
        cause: error,
        details: { server: this.serverName },
      });
    }
  }

  #end(by: EndedBy): void {
    if (this.#ended !== undefined) return;
    this.#ended = by;
    // What comes next is to fail the calls under way, and to end the server's process.
    for (const listener of this.#onClose) callQuietly(listener, undefined);
  }
}
