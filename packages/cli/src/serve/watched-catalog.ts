import { createHash } from "node:crypto";
import type { MCPClient, MCPSession, ToolDefinition } from "@toolweave/core";
import { namespaceNames } from "@toolweave/core/node";
import type { PromptNamespace } from "@toolweave/prompts";
import { namespacesOf } from "../connect/namespaces-of.js";

/** How soon a change is noticed that no execution and no search has met. */
const LOOK_EVERY_MS = 1_000;
/** What is known already is in the catalog at once; servers that are slower are read all the same. */
const READ_WITHIN_MS = 500;

/** The namespaces of a client, and word of their changes. Before there is a client, their names are known. */
export class WatchedCatalog {
  readonly #named: readonly PromptNamespace[];
  readonly #listeners = new Set<() => void>();
  readonly #seen = new WeakMap<MCPSession, readonly ToolDefinition[]>();
  /** What each server's tools were, by its name: schemas, descriptions and hints are not in the namespaces. */
  readonly #digests = new Map<string, string>();
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
    // One that does not say what it has holds up nobody.
    void this.#look(client);
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

  /**
   * A session gives the same list until its server says that it changed; asking costs nothing till then. Each by
   * itself: one that does not say what it has now holds up no word of the others.
   */
  async #look(client: MCPClient): Promise<void> {
    this.#compare();
    const sessions = Object.values(client.getAllActiveSessions());
    await Promise.allSettled(
      sessions.map(async (session) => {
        const tools = await session.listTools();
        if (this.#seen.get(session) === tools) return;
        this.#seen.set(session, tools);
        await client.executorHost.connectServers(READ_WITHIN_MS);
        this.#compare(this.#isRewritten(session.serverName, tools));
      }),
    );
  }

  /** True if a server's tools are not what they were when last seen. */
  #isRewritten(server: string, tools: readonly ToolDefinition[]): boolean {
    const before = this.#digests.get(server);
    const digest = createHash("sha256").update(JSON.stringify(tools)).digest("base64");
    this.#digests.set(server, digest);
    return before !== undefined && before !== digest;
  }

  #compare(isRewritten = false): void {
    const text = this.#text();
    if (text === this.#shown && !isRewritten) return;
    this.#shown = text;
    for (const listener of this.#listeners) listener();
  }

  #text(): string {
    return JSON.stringify(this.namespaces());
  }
}
