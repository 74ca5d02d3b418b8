import type { CallToolOptions, ToolResult } from "../contract/tool.js";
import { shown, wrongOption } from "../errors/check-keys.js";
import { nearestNames } from "../errors/nearest-names.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import type { MCPSession } from "./mcp-session.js";
import { parseClientConfig, parseServerConfig } from "./parse-config.js";
import type { MCPClientConfig } from "./server-config.js";
import { ServerSlot } from "./server-slot.js";

/** The servers of one client: connected when first needed, in parallel, each once. */
export class ServerConnections {
  readonly #slots = new Map<string, ServerSlot>();
  /** Ends of removed servers that are under way: `close` waits for them. */
  readonly #ending = new Set<Promise<void>>();
  #closed = false;

  /** @throws ToolweaveError `CONFIG_INVALID`. */
  constructor(config: MCPClientConfig) {
    for (const [name, server] of parseClientConfig(config)) {
      this.#slots.set(name, new ServerSlot(name, server));
    }
  }

  /** Names of the servers that are not disabled, in the order of the configuration. */
  names(): string[] {
    return [...this.#slots.keys()];
  }

  /** What stands for each of them, from when it was added until it is removed. */
  slots(): ReadonlyMap<string, ServerSlot> {
    return this.#slots;
  }

  /** @throws ToolweaveError `CLIENT_CLOSED`. */
  requireOpen(): void {
    if (this.#closed) throw clientClosed();
  }

  /**
   * The session of a server, connected now if it is not. Calls at the same time are one.
   *
   * @throws ToolweaveError `SERVER_UNKNOWN`, `SERVER_UNAVAILABLE`, `CONFIG_VARIABLE_MISSING`,
   *   `CLIENT_CLOSED`.
   */
  async connect(name: string): Promise<MCPSession> {
    return this.#slot(name).connect();
  }

  /** Connects every server. One that fails is left out, and is tried again next time. */
  async connectAll(): Promise<Map<string, MCPSession>> {
    this.requireOpen();
    const slots = [...this.#slots];
    await Promise.allSettled(slots.map(([, slot]) => slot.connect()));
    this.requireOpen();
    return this.active();
  }

  /** Calls a tool of a server, connected now if it is not. */
  async callTool(
    name: string,
    tool: string,
    args: Readonly<Record<string, unknown>>,
    options: CallToolOptions,
  ): Promise<ToolResult> {
    return this.#slot(name).callTool(tool, args, options);
  }

  /** Works with the session of a server, connected now if it is not. */
  async use<T>(name: string, work: (session: MCPSession) => Promise<T>): Promise<T> {
    return this.#slot(name).use(work);
  }

  /** The session of a connected server. */
  get(name: string): MCPSession | undefined {
    return this.#slots.get(name)?.session;
  }

  /** The sessions of all connected servers. */
  active(): Map<string, MCPSession> {
    const sessions = new Map<string, MCPSession>();
    for (const [name, { session }] of this.#slots) {
      if (session !== undefined) sessions.set(name, session);
    }
    return sessions;
  }

  /** Why servers could not be used when last tried. */
  failures(): Map<string, ToolweaveError> {
    const failures = new Map<string, ToolweaveError>();
    for (const [name, { failure }] of this.#slots) {
      if (failure !== undefined) failures.set(name, failure);
    }
    return failures;
  }

  /** @throws ToolweaveError `SERVER_EXISTS`, `CONFIG_INVALID`, `CLIENT_CLOSED`. */
  add(name: string, config: unknown): void {
    this.requireOpen();
    if (typeof name !== "string") {
      throw wrongOption("The name given to addServer", `must be a text, not ${shown(name)}`);
    }
    if (this.#slots.has(name)) {
      const message = `There is a server "${name}" already. Remove it first, or choose another name.`;
      throw new ToolweaveError("SERVER_EXISTS", message, { details: { server: name } });
    }
    const server = parseServerConfig(name, config);
    if (server.disabled !== true) this.#slots.set(name, new ServerSlot(name, server));
  }

  /** Forgets a server and ends its session. @throws ToolweaveError `SERVER_UNKNOWN`, `CLIENT_CLOSED`. */
  async remove(name: string): Promise<void> {
    const slot = this.#slot(name);
    this.#slots.delete(name);
    const ending = slot.end(removedError(name));
    this.#ending.add(ending);
    await ending;
    this.#ending.delete(ending);
  }

  /** Ends every session and every attempt at one. May be called twice. */
  async close(): Promise<void> {
    this.#closed = true;
    const slots = [...this.#slots.values()];
    await Promise.all([...slots.map((slot) => slot.end(clientClosed())), ...this.#ending]);
  }

  /** The error of whoever asks for a server that is not configured, or no longer; `undefined` for one that is. */
  unknownServer(name: string): ToolweaveError | undefined {
    if (this.#slots.has(name)) return undefined;
    // JavaScript may give anything, such as undefined for a variable that is not set.
    const nearest = nearestNames(String(name), this.names());
    const known =
      nearest.length > 0
        ? `Did you mean ${nearest.join(" or ")}?`
        : `Known: ${this.names().join(", ") || "none"}.`;
    const called = typeof name === "string" ? `"${name}"` : String(name);
    const message = `There is no server ${called}. ${known}`;
    return new ToolweaveError("SERVER_UNKNOWN", message, { details: { server: String(name) } });
  }

  #slot(name: string): ServerSlot {
    this.requireOpen();
    const slot = this.#slots.get(name);
    if (slot === undefined) throw this.unknownServer(name);
    return slot;
  }
}

/** The error of a client that is used after its end. */
export function clientClosed(): ToolweaveError {
  return new ToolweaveError("CLIENT_CLOSED", "The client has been closed.");
}

/** The error of what was under way to a server that was removed. */
export function removedError(server: string): ToolweaveError {
  const message = `The server "${server}" has been removed from the client`;
  return new ToolweaveError("SESSION_CLOSED", message, { details: { server } });
}
