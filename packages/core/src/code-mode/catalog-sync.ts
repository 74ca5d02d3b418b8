import { nameTools } from "../catalog/name-tools.js";
import { ToolCatalog } from "../catalog/tool-catalog.js";
import { idleRules, visibleTools } from "../catalog/tool-rules.js";
import type { ServerConnections } from "../client/server-connections.js";
import type { ToolDefinition } from "../contract/tool.js";
import { describeError } from "../errors/describe-error.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { MAX_TIMER_MS } from "../protocol/max-timer.js";

/** Keeps the catalog true to the servers: connects what is not connected, reads what has changed. */
export class CatalogSync {
  readonly catalog: ToolCatalog = new ToolCatalog();
  readonly #connections: ServerConnections;
  readonly #tools = new Map<string, readonly ToolDefinition[]>();
  readonly #failures = new Map<string, ToolweaveError>();
  /** By server, the refresh whose finding the catalog holds: an older one must not replace it. */
  readonly #turns = new Map<string, number>();
  #names = "";
  #refreshes = 0;

  constructor(connections: ServerConnections) {
    this.#connections = connections;
  }

  /**
   * Never rejects for a server's sake: see `failureOf`. If the catalog is true there is nothing to wait for.
   *
   * @param withinMs waits no longer for servers that are slow; they are read all the same.
   * @throws ToolweaveError `CLIENT_CLOSED`.
   */
  refresh(withinMs?: number): Promise<void> | undefined {
    this.#connections.requireOpen();
    const names = this.#connections.names();
    this.#updateNames(names);
    const turn = ++this.#refreshes;
    const outdated = names.filter((server) => !this.#holds(server, turn));
    if (outdated.length === 0) return undefined;
    const reading = outdated.map((server) => {
      // A server that hangs would cost every execution its whole timeout. It is tried again, but the
      // others do not wait for it.
      const hopeless = this.#connections.failsSlowly(server);
      const read = this.#read(server, turn);
      return hopeless ? undefined : read;
    });
    return within(withinMs, Promise.all(reading));
  }

  /** Why a configured server is not reachable; `undefined` if it is. */
  failureOf(server: string): ToolweaveError | undefined {
    const failure = this.#failures.get(server);
    if (failure !== undefined || this.#tools.has(server)) return failure;
    // Who waited for it has gone on without it.
    return this.#connections.has(server) ? stillConnecting(server) : undefined;
  }

  /** True if the catalog has what the server is known to have. */
  #holds(server: string, turn: number): boolean {
    const tools = this.#connections.get(server)?.knownTools;
    const isHeld = tools !== undefined && this.#tools.get(server) === tools;
    if (isHeld) this.#turns.set(server, turn);
    return isHeld;
  }

  async #read(server: string, turn: number): Promise<void> {
    try {
      const tools = await this.#connections.listTools(server);
      if (this.#isOutdated(server, turn)) return;
      this.#failures.delete(server);
      if (this.#tools.get(server) === tools) return;
      this.#tools.set(server, tools);
      this.#show(server, tools);
    } catch (error) {
      if (this.#isOutdated(server, turn)) return;
      this.#failures.set(server, asFailure(server, error));
      this.#tools.delete(server);
      this.catalog.clearTools(server);
    }
  }

  #show(server: string, tools: readonly ToolDefinition[]): void {
    const named = nameTools(tools);
    const rules = this.#connections.toolRules(server);
    this.catalog.setTools(server, visibleTools(named, rules));
    const session = this.#connections.get(server);
    for (const warning of idleRules(named, rules)) session?.warn(warning);
  }

  #isOutdated(server: string, turn: number): boolean {
    if (!this.#connections.has(server) || (this.#turns.get(server) ?? 0) > turn) return true;
    this.#turns.set(server, turn);
    return false;
  }

  #updateNames(names: readonly string[]): void {
    const key = JSON.stringify(names);
    if (key === this.#names) return;
    this.#names = key;
    this.catalog.setServerNames(names);
    const known = new Set(names);
    for (const byServer of [this.#tools, this.#failures, this.#turns]) {
      for (const server of byServer.keys()) if (!known.has(server)) byServer.delete(server);
    }
  }
}

async function within(ms: number | undefined, reading: Promise<unknown>): Promise<void> {
  if (ms === undefined) {
    await reading;
    return;
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.min(ms, MAX_TIMER_MS));
  });
  try {
    await Promise.race([late, reading]);
  } finally {
    clearTimeout(timer);
  }
}

function stillConnecting(server: string): ToolweaveError {
  const message = `The server "${server}" is still being connected. It may be there for the next execution.`;
  return new ToolweaveError("SERVER_UNAVAILABLE", message, { details: { server } });
}

function asFailure(server: string, error: unknown): ToolweaveError {
  if (ToolweaveError.isInstance(error)) return error;
  const message = `The server "${server}" cannot be reached: ${describeError(error)}`;
  return new ToolweaveError("SERVER_UNAVAILABLE", message, { cause: error, details: { server } });
}
