import type { ToolRules } from "../catalog/tool-rules.js";
import type { CallToolOptions, ToolDefinition, ToolResult } from "../contract/tool.js";
import { describeError } from "../errors/describe-error.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { connectServer } from "./connect-server.js";
import type { MCPSession } from "./mcp-session.js";
import { neverBegan } from "./request-error.js";
import type { ServerConfig } from "./server-config.js";

/** A failure that takes longer is not waited for again; one of several in a row not even so long. */
const SLOW_MS = 2_000;
const SLOW_AGAIN_MS = 200;
/** A server can be restarted again meanwhile, but one that forgets every session is no use. */
const MOST_SESSIONS = 4;

/** One configured server: its session, the attempt at one, or why there is none. */
export class ServerSlot {
  readonly #name: string;
  readonly #config: ServerConfig;
  /** Fired when the server's time is over, with the error to throw from then on. */
  readonly #over = new AbortController();
  /** Sessions that are over, until nothing is left of them. */
  readonly #ending = new Map<MCPSession, Promise<void>>();
  #session: MCPSession | undefined;
  #connecting: Promise<MCPSession> | undefined;
  #failure: ToolweaveError | undefined;
  #failsSlowly = false;

  constructor(name: string, config: ServerConfig) {
    this.#name = name;
    this.#config = config;
  }

  /** The session, while it is connected. */
  get session(): MCPSession | undefined {
    return this.#session?.isConnected ? this.#session : undefined;
  }

  /** Why the server could not be used when last tried. */
  get failure(): ToolweaveError | undefined {
    return this.#failure;
  }

  /** Which of the server's tools code sees. */
  get toolRules(): ToolRules {
    return this.#config;
  }

  /** True if the last try failed, and took long for it: to wait for the next one may be in vain. */
  get failsSlowly(): boolean {
    return this.#failsSlowly;
  }

  /** The session, connected now if it is not. Calls at the same time are one. */
  connect(): Promise<MCPSession> {
    if (this.#over.signal.aborted) return Promise.reject(this.#over.signal.reason);
    if (this.#session?.isConnected) return Promise.resolve(this.#session);
    this.#connecting ??= this.#noting(() => this.#connect()).finally(() => {
      this.#connecting = undefined;
    });
    return this.#connecting;
  }

  async listTools(): Promise<readonly ToolDefinition[]> {
    const session = await this.connect();
    return this.#noting(() => session.listTools());
  }

  callTool(
    tool: string,
    args: Readonly<Record<string, unknown>>,
    options: CallToolOptions,
  ): Promise<ToolResult> {
    return this.use((session) => session.callTool(tool, args, options));
  }

  /** Works with the session, connected now if it is not. */
  async use<T>(work: (session: MCPSession) => Promise<T>): Promise<T> {
    for (let left = MOST_SESSIONS; ; ) {
      const session = this.session ?? (await this.connect());
      try {
        return await work(session);
      } catch (error) {
        // A server that was restarted knows nothing of the session: the protocol has the client begin anew.
        if (--left === 0 || !neverBegan(error)) throw error;
      }
    }
  }

  /** Ends the session or the attempt at one, for good. Resolves when nothing of the server is left. */
  async end(reason: ToolweaveError): Promise<void> {
    this.#over.abort(reason);
    const session = this.#session;
    if (session !== undefined) this.#end(session, session.close());
    for (const ending of this.#ending.keys()) void ending.close().catch(() => {});
    await this.#connecting?.catch(() => {});
    await Promise.all(this.#ending.values());
  }

  async #connect(): Promise<MCPSession> {
    const { signal } = this.#over;
    const session = await connectServer(this.#name, this.#config, signal);
    // A server that ended the connection may still run, and its process is ours to end.
    session.onClose(() => this.#end(session, session.closeWhenIdle()));
    if (signal.aborted) {
      await session.close().catch(() => {});
      throw signal.reason;
    }
    this.#session = session;
    return session;
  }

  #end(session: MCPSession, closing: Promise<void>): void {
    const ending = closing
      .catch(() => {})
      .finally(() => {
        if (this.#ending.get(session) === ending) this.#ending.delete(session);
      });
    this.#ending.set(session, ending);
  }

  /** Remembers how it went. */
  async #noting<T>(work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    try {
      const result = await work();
      this.#failure = undefined;
      this.#failsSlowly = false;
      return result;
    } catch (thrown) {
      const error = ToolweaveError.isInstance(thrown) ? thrown : this.#unexpected(thrown);
      const patience = this.#failure === undefined ? SLOW_MS : SLOW_AGAIN_MS;
      this.#failsSlowly = performance.now() - started > patience;
      this.#failure = error;
      throw error;
    }
  }

  #unexpected(thrown: unknown): ToolweaveError {
    const message = `The server "${this.#name}" cannot be used: ${describeError(thrown)}`;
    const details = { server: this.#name };
    return new ToolweaveError("SERVER_UNAVAILABLE", message, { cause: thrown, details });
  }
}
