import { nameTools } from "../catalog/name-tools.js";
import { ToolCatalog } from "../catalog/tool-catalog.js";
import { idleRules, visibleTools } from "../catalog/tool-rules.js";
import type { ServerConnections } from "../client/server-connections.js";
import type { ServerSlot } from "../client/server-slot.js";
import type { ToolDefinition } from "../contract/tool.js";
import { describeError } from "../errors/describe-error.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { settlesWithin } from "../protocol/settles-within.js";

/** What a refresh waits for: without options, for every server. */
export interface RefreshOptions {
  /** Milliseconds; servers that are slower are read all the same. */
  readonly withinMs?: number | undefined;
  /** Servers, by name or namespace, if no others matter. With a name that is unknown among them, all do. */
  readonly servers?: readonly string[] | undefined;
}

/** Keeps the catalog true to the servers: connects what is not connected, reads what has changed. */
export class CatalogSync {
  readonly catalog: ToolCatalog = new ToolCatalog();
  readonly #connections: ServerConnections;
  // By slot and not by name: a server that is removed leaves nothing to another one of its name, which
  // may be allowed less.
  readonly #tools = new WeakMap<ServerSlot, readonly ToolDefinition[]>();
  readonly #failures = new WeakMap<ServerSlot, ToolweaveError>();
  /** The refresh whose finding the catalog holds: an older one must not replace it. */
  readonly #turns = new WeakMap<ServerSlot, number>();
  readonly #reading = new WeakMap<ServerSlot, Promise<void>>();
  #names = "";
  #refreshes = 0;

  constructor(connections: ServerConnections) {
    this.#connections = connections;
  }

  /**
   * Never rejects for a server's sake: see `failureOf`. If the catalog is true there is nothing to wait for.
   *
   * @throws ToolweaveError `CLIENT_CLOSED`.
   */
  async refresh({ withinMs, servers }: RefreshOptions = {}): Promise<void> {
    // What a server in this process has said by now of its tools is heard one turn later.
    await Promise.resolve();
    this.#connections.requireOpen();
    const slots = this.#connections.slots();
    this.#updateNames([...slots.keys()]);
    const turn = ++this.#refreshes;
    const outdated = [...slots].filter(([, slot]) => !this.#holds(slot, turn));
    if (outdated.length === 0) return;
    const wanted = servers && this.serversNamed(servers);
    const reading = outdated.map(([server, slot]) => {
      // A server that hangs would cost every execution its whole timeout. It is tried again, but the
      // others do not wait for it.
      const hopeless = slot.failsSlowly;
      const read = this.#read(server, slot, turn);
      const isWanted = wanted?.includes(server) ?? true;
      return hopeless || !isWanted ? undefined : read;
    });
    const all = Promise.all(reading);
    await (withinMs === undefined ? all : settlesWithin(withinMs, all));
  }

  /** The configured names of servers that are called by name or namespace; `undefined` if one is unknown. */
  serversNamed(names: readonly string[]): readonly string[] | undefined {
    const known = this.catalog.manifests();
    const found = names.map(
      (name) =>
        known.find(({ server }) => server === name) ??
        known.find(({ identifier }) => identifier === name),
    );
    const servers = found.flatMap((each) => each?.server ?? []);
    return servers.length === names.length ? servers : undefined;
  }

  /**
   * Reads one server, unless it has been tried before: one that was added since the last refresh need not
   * wait for the next. Never rejects for its sake.
   */
  join(server: string): Promise<void> | undefined {
    const slot = this.#connections.slots().get(server);
    if (slot === undefined || this.#tools.has(slot) || this.#failures.has(slot)) return undefined;
    this.#updateNames(this.#connections.names());
    return this.#reading.get(slot) ?? this.#read(server, slot, ++this.#refreshes);
  }

  /**
   * Reads the tools of a server that has said that they changed; of others the catalog is true. Never rejects for
   * its sake.
   */
  reread(server: string): Promise<void> | undefined {
    const slot = this.#connections.slots().get(server);
    const session = slot?.session;
    const hasChanged = session !== undefined && session.knownTools === undefined;
    return slot && hasChanged ? this.#read(server, slot, ++this.#refreshes) : undefined;
  }

  /** Why a configured server is not reachable; `undefined` if it is. */
  failureOf(server: string): ToolweaveError | undefined {
    const slot = this.#connections.slots().get(server);
    if (slot === undefined || this.#tools.has(slot)) return undefined;
    // Who waited for it has gone on without it.
    return this.#failures.get(slot) ?? stillConnecting(server);
  }

  /** True if the catalog has what the server is known to have. */
  #holds(slot: ServerSlot, turn: number): boolean {
    const tools = slot.session?.knownTools;
    const isHeld = tools !== undefined && this.#tools.get(slot) === tools;
    if (isHeld) this.#turns.set(slot, turn);
    return isHeld;
  }

  #read(server: string, slot: ServerSlot, turn: number): Promise<void> {
    const reading = this.#readNow(server, slot, turn).finally(() => {
      if (this.#reading.get(slot) === reading) this.#reading.delete(slot);
    });
    this.#reading.set(slot, reading);
    return reading;
  }

  async #readNow(server: string, slot: ServerSlot, turn: number): Promise<void> {
    // What the catalog has may be of another server, which had the name before.
    if (!this.#tools.has(slot)) this.catalog.clearTools(server);
    try {
      const tools = await slot.listTools();
      if (this.#isOutdated(server, slot, turn)) return;
      this.#failures.delete(slot);
      if (this.#tools.get(slot) === tools) return;
      this.#tools.set(slot, tools);
      this.#show(server, slot, tools);
    } catch (error) {
      if (this.#isOutdated(server, slot, turn)) return;
      this.#failures.set(slot, asFailure(server, error));
      this.#tools.delete(slot);
      this.catalog.clearTools(server);
    }
  }

  #show(
    server: string,
    { toolRules, session }: ServerSlot,
    tools: readonly ToolDefinition[],
  ): void {
    const named = nameTools(tools);
    this.catalog.setTools(server, visibleTools(named, toolRules));
    for (const warning of idleRules(named, toolRules)) session?.warn(warning);
  }

  #isOutdated(server: string, slot: ServerSlot, turn: number): boolean {
    const isRemoved = this.#connections.slots().get(server) !== slot;
    if (isRemoved || (this.#turns.get(slot) ?? 0) > turn) return true;
    this.#turns.set(slot, turn);
    return false;
  }

  #updateNames(names: readonly string[]): void {
    const key = JSON.stringify(names);
    if (key === this.#names) return;
    this.#names = key;
    this.catalog.setServerNames(names);
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
