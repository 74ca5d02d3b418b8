import { describeError } from "../errors/describe-error.js";
import { nearestNames } from "../errors/nearest-names.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { connectServer } from "./connect-server.js";
import type { MCPSession } from "./mcp-session.js";
import {
  type MCPClientConfig,
  parseClientConfig,
  parseServerConfig,
  type ServerConfig,
} from "./server-config.js";

/** What came of connecting every server. */
export interface ConnectReport {
  readonly sessions: Map<string, MCPSession>;
  readonly failures: Map<string, ToolweaveError>;
}

/** One configured server, with its session or the attempt at one. */
class ServerSlot {
  session: MCPSession | undefined;
  failure: ToolweaveError | undefined;
  connecting: Promise<MCPSession> | undefined;
  readonly abort: AbortController = new AbortController();
  readonly config: ServerConfig;

  constructor(config: ServerConfig) {
    this.config = config;
  }
}

/** The servers of one client: connected when first needed, in parallel, each once. */
export class ServerConnections {
  readonly #slots = new Map<string, ServerSlot>();
  /** Ends of servers that are under way: `close` waits for them. */
  readonly #ending = new Set<Promise<void>>();
  #closed = false;

  /** @throws ToolweaveError `CONFIG_INVALID`. */
  constructor(config: MCPClientConfig) {
    for (const [name, server] of parseClientConfig(config)) {
      this.#slots.set(name, new ServerSlot(server));
    }
  }

  /** Names of the servers that are not disabled, in the order of the configuration. */
  names(): string[] {
    return [...this.#slots.keys()];
  }

  /**
   * The session of a server, connected now if it is not. Calls at the same time are one.
   *
   * @throws ToolweaveError `SERVER_UNKNOWN`, `SERVER_UNAVAILABLE`, `CONFIG_VARIABLE_MISSING`,
   *   `CLIENT_CLOSED`.
   */
  connect(name: string): Promise<MCPSession> {
    if (this.#closed) return Promise.reject(closedError());
    const slot = this.#slots.get(name);
    if (slot === undefined) return Promise.reject(this.#unknown(name));
    if (slot.session?.isConnected) return Promise.resolve(slot.session);
    slot.connecting ??= this.#connect(name, slot).finally(() => {
      slot.connecting = undefined;
    });
    return slot.connecting;
  }

  /** Connects every server. One that fails is in the report, and is tried again next time. */
  async connectAll(): Promise<ConnectReport> {
    if (this.#closed) throw closedError();
    const sessions = new Map<string, MCPSession>();
    const failures = new Map<string, ToolweaveError>();
    const names = this.names();
    const outcomes = await Promise.allSettled(names.map((name) => this.connect(name)));
    outcomes.forEach((outcome, i) => {
      const name = names[i] as string;
      if (outcome.status === "fulfilled") sessions.set(name, outcome.value);
      else failures.set(name, asFailure(name, outcome.reason));
    });
    return { sessions, failures };
  }

  /** The session of a connected server. */
  get(name: string): MCPSession | undefined {
    const session = this.#slots.get(name)?.session;
    return session?.isConnected ? session : undefined;
  }

  /** The sessions of all connected servers. */
  active(): Map<string, MCPSession> {
    const sessions = new Map<string, MCPSession>();
    for (const name of this.#slots.keys()) {
      const session = this.get(name);
      if (session !== undefined) sessions.set(name, session);
    }
    return sessions;
  }

  /** Why servers could not be connected when last tried. */
  failures(): Map<string, ToolweaveError> {
    const failures = new Map<string, ToolweaveError>();
    for (const [name, { failure }] of this.#slots) {
      if (failure !== undefined) failures.set(name, failure);
    }
    return failures;
  }

  /** @throws ToolweaveError `SERVER_EXISTS`, `CONFIG_INVALID`, `CLIENT_CLOSED`. */
  add(name: string, config: unknown): void {
    if (this.#closed) throw closedError();
    if (this.#slots.has(name)) {
      const message = `There is a server "${name}" already. Remove it first, or choose another name.`;
      throw new ToolweaveError("SERVER_EXISTS", message, { details: { server: name } });
    }
    const server = parseServerConfig(name, config);
    if (server.disabled !== true) this.#slots.set(name, new ServerSlot(server));
  }

  /** Forgets a server and ends its session. @throws ToolweaveError `SERVER_UNKNOWN`. */
  async remove(name: string): Promise<void> {
    const slot = this.#slots.get(name);
    if (slot === undefined) throw this.#unknown(name);
    this.#slots.delete(name);
    await this.#end(slot);
  }

  /** Ends every session and every attempt at one. May be called twice. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const slot of this.#slots.values()) void this.#end(slot);
    await Promise.all(this.#ending);
  }

  async #connect(name: string, slot: ServerSlot): Promise<MCPSession> {
    slot.session = undefined;
    try {
      const session = await connectServer(name, slot.config, slot.abort.signal);
      if (slot.abort.signal.aborted) {
        await session.close();
        throw closedError();
      }
      slot.session = session;
      slot.failure = undefined;
      // A server that ended the connection may still run, and its process is ours to end.
      session.onClose(() => this.#track(session.close()));
      return session;
    } catch (error) {
      slot.failure = asFailure(name, error);
      throw slot.failure;
    }
  }

  #end(slot: ServerSlot): Promise<void> {
    slot.abort.abort();
    const ending = async (): Promise<void> => {
      await slot.connecting?.catch(() => {});
      await slot.session?.close();
    };
    return this.#track(ending());
  }

  #track(ending: Promise<void>): Promise<void> {
    const tracked = ending
      .catch(() => {})
      .finally(() => {
        this.#ending.delete(tracked);
      });
    this.#ending.add(tracked);
    return tracked;
  }

  #unknown(name: string): ToolweaveError {
    const nearest = nearestNames(name, this.names());
    const known =
      nearest.length > 0
        ? `Did you mean ${nearest.join(" or ")}?`
        : `Known: ${this.names().join(", ") || "none"}.`;
    const message = `There is no server "${name}". ${known}`;
    return new ToolweaveError("SERVER_UNKNOWN", message, { details: { server: name } });
  }
}

function asFailure(server: string, error: unknown): ToolweaveError {
  if (ToolweaveError.isInstance(error)) return error;
  const message = `The server "${server}" could not be connected: ${describeError(error)}`;
  return new ToolweaveError("SERVER_UNAVAILABLE", message, { cause: error, details: { server } });
}

function closedError(): ToolweaveError {
  return new ToolweaveError("CLIENT_CLOSED", "The client has been closed.");
}
