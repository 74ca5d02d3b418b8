import { ToolCatalog } from "../catalog/tool-catalog.js";
import type { MCPSession } from "../client/mcp-session.js";
import type { ServerConnections } from "../client/server-connections.js";
import type { ToolDefinition } from "../contract/tool.js";
import { describeError } from "../errors/describe-error.js";
import { ToolweaveError } from "../errors/toolweave-error.js";

/** Keeps the catalog true to the servers: connects what is not connected, reads what has changed. */
export class CatalogSync {
  readonly catalog: ToolCatalog = new ToolCatalog();
  readonly #connections: ServerConnections;
  readonly #seen = new Map<string, readonly ToolDefinition[]>();
  #names = "";
  #failures = new Map<string, ToolweaveError>();
  #running: Promise<void> | undefined;

  constructor(connections: ServerConnections) {
    this.#connections = connections;
  }

  /** Never rejects for a server's sake: see `failureOf`. Calls at the same time are one. */
  refresh(): Promise<void> {
    this.#running ??= this.#refresh().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Why a configured server is not reachable; `undefined` if it is. */
  failureOf(server: string): ToolweaveError | undefined {
    return this.#failures.get(server);
  }

  async #refresh(): Promise<void> {
    this.#updateNames();
    const { sessions, failures } = await this.#connections.connectAll();
    const found = new Map(failures);
    await Promise.all(
      [...sessions].map(([server, session]) => this.#readTools(server, session, found)),
    );
    for (const server of this.#seen.keys()) {
      if (!sessions.has(server) || found.has(server)) {
        this.catalog.clearTools(server);
        this.#seen.delete(server);
      }
    }
    this.#failures = found;
  }

  #updateNames(): void {
    const names = this.#connections.names();
    const key = JSON.stringify(names);
    if (key === this.#names) return;
    this.#names = key;
    this.catalog.setServerNames(names);
  }

  async #readTools(
    server: string,
    session: MCPSession,
    failures: Map<string, ToolweaveError>,
  ): Promise<void> {
    try {
      const tools = await session.listTools();
      if (this.#seen.get(server) === tools) return;
      this.catalog.setTools(server, tools);
      this.#seen.set(server, tools);
    } catch (error) {
      failures.set(
        server,
        ToolweaveError.isInstance(error)
          ? error
          : new ToolweaveError(
              "SERVER_UNAVAILABLE",
              `The server "${server}" could not list its tools: ${describeError(error)}`,
              { cause: error, details: { server } },
            ),
      );
    }
  }
}
