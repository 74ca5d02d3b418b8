import type { MCPClient, ToolDefinition } from "@toolweave/core";
import type { PromptNamespace } from "@toolweave/prompts";

/** How soon a change is noticed that no execution and no search has met. */
const LOOK_EVERY_MS = 1_000;

/** The namespaces of a client, and word of their changes. */
export class WatchedCatalog {
  readonly #client: MCPClient;
  readonly #listeners = new Set<() => void>();
  #lists = new Map<string, readonly ToolDefinition[]>();
  #shown = "";
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(client: MCPClient) {
    this.#client = client;
  }

  /** Connects the servers and watches them, until `stop`. */
  async start(): Promise<void> {
    this.#timer = setInterval(() => void this.#look(), LOOK_EVERY_MS).unref();
    const connected = this.#client.executorHost.connectServers();
    this.#shown = this.#text();
    await connected;
    this.#compare();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** The namespaces as code sees them; of a server that is not up yet, nothing but the name is known. */
  namespaces(): PromptNamespace[] {
    const gate = this.#client.executorHost.openGate({});
    gate.close();
    const failed = this.#client.getFailedServers();
    return gate.namespaces
      .filter(({ server, connected }) => connected || failed[server] === undefined)
      .map(({ identifier, tools, connected }) => {
        if (!connected) return { identifier };
        const names = (JSON.parse(tools) as (string | [string, string])[]).map((name) =>
          typeof name === "string" ? name : name[1],
        );
        return { identifier, toolCount: names.length, tools: names };
      });
  }

  /** Calls the listener when namespaces or their tools have changed, until the function it returns is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A session gives the same list until its server says that it changed; asking costs nothing till then. */
  async #look(): Promise<void> {
    const sessions = Object.entries(this.#client.getAllActiveSessions());
    const lists = new Map<string, readonly ToolDefinition[]>();
    await Promise.allSettled(
      sessions.map(async ([name, session]) => void lists.set(name, await session.listTools())),
    );
    const changed = [...lists].some(([name, tools]) => this.#lists.get(name) !== tools);
    this.#lists = lists;
    if (changed) await this.#client.executorHost.connectServers().catch(() => {});
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
