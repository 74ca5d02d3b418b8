import type { MCPClient, ToolDefinition } from "@toolweave/core";
import { namespaceNames } from "@toolweave/core/node";
import type { PromptNamespace } from "@toolweave/prompts";
import { namespacesOf } from "../connect/namespaces-of.js";

/** How soon a change is noticed that no execution and no search has met. */
const LOOK_EVERY_MS = 1_000;

/** The namespaces of a client, and word of their changes. Before there is a client, their names are known. */
export class WatchedCatalog {
  readonly #named: readonly PromptNamespace[];
  readonly #listeners = new Set<() => void>();
  #lists = new Map<string, readonly ToolDefinition[]>();
  #shown = "";
  #timer: ReturnType<typeof setInterval> | undefined;
  #client: MCPClient | undefined;

  /** @param servers the names of the servers, in their order. */
  constructor(servers: readonly string[]) {
    this.#named = [...namespaceNames(servers).values()].map((identifier) => ({ identifier }));
  }

  /** Connects the servers of a client and watches them, until `stop`. */
  async start(client: MCPClient): Promise<void> {
    this.#client = client;
    this.#timer = setInterval(() => void this.#look(client), LOOK_EVERY_MS).unref();
    const connected = client.executorHost.connectServers();
    this.#shown = this.#text();
    await connected;
    this.#compare();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  namespaces(): readonly PromptNamespace[] {
    return this.#client === undefined ? this.#named : namespacesOf(this.#client);
  }

  /** Calls the listener when namespaces or their tools have changed, until the function it returns is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A session gives the same list until its server says that it changed; asking costs nothing till then. */
  async #look(client: MCPClient): Promise<void> {
    const sessions = Object.entries(client.getAllActiveSessions());
    const lists = new Map<string, readonly ToolDefinition[]>();
    await Promise.allSettled(
      sessions.map(async ([name, session]) => void lists.set(name, await session.listTools())),
    );
    const changed = [...lists].some(([name, tools]) => this.#lists.get(name) !== tools);
    this.#lists = lists;
    if (changed) await client.executorHost.connectServers().catch(() => {});
    this.#compare();
  }

  #compare(): void {
    const text = this.#text();
    if (text === this.#shown) return;
    this.#shown = text;
    for (const listener of this.#listeners) listener();
  }

  #text(): string {
    return JSON.stringify(this.namespaces());
  }
}
