import type { CatalogNamespace, NamespaceManifest, ToolInfo } from "../contract/executor-host.js";
import { namespaceNames } from "./namespace-names.js";

interface ServerEntry {
  readonly tools: ReadonlyMap<string, ToolInfo>;
  /** The same in order. It is another array exactly when the tools are others. */
  readonly list: readonly ToolInfo[];
  /** Raw names by identifier, where the two differ. */
  readonly rawNames: ReadonlyMap<string, string>;
  /** The tools as the guest gets them; made once, for it may list thousands. */
  readonly manifest: string;
}

/** Every tool known, by server, with the identifiers under which they stand in code. */
export class ToolCatalog {
  readonly #servers = new Map<string, ServerEntry>();
  #identifiers = new Map<string, string>();
  #version = 0;
  #manifests: readonly NamespaceManifest[] | undefined;

  /** Grows with every change: whoever derives something from the catalog compares it. */
  get version(): number {
    return this.#version;
  }

  /** Names all configured servers, so that identifiers do not depend on which are connected. */
  setServerNames(names: Iterable<string>): void {
    this.#identifiers = namespaceNames(names);
    for (const server of this.#servers.keys()) {
      if (!this.#identifiers.has(server)) this.#servers.delete(server);
    }
    this.#changed();
  }

  /** Sets the tools of a connected server that code may see. */
  setTools(server: string, list: readonly ToolInfo[]): void {
    if (!this.#identifiers.has(server)) return;
    const tools = new Map(list.map((tool) => [tool.name, tool]));
    const rawNames = new Map<string, string>();
    for (const { name, identifier } of list) {
      if (identifier !== name) rawNames.set(identifier, name);
    }
    const manifest = JSON.stringify(
      list.map(({ name, identifier }) => (name === identifier ? name : [name, identifier])),
    );
    this.#servers.set(server, { tools, list, rawNames, manifest });
    this.#changed();
  }

  /** Forgets the tools of a server that is gone; its namespace keeps its name. */
  clearTools(server: string): void {
    if (this.#servers.delete(server)) this.#changed();
  }

  get size(): number {
    let size = 0;
    for (const { tools } of this.#servers.values()) size += tools.size;
    return size;
  }

  /** The identifier of a server's namespace; the name itself for a server not known. */
  namespaceOf(server: string): string {
    return this.#identifiers.get(server) ?? server;
  }

  /** A tool by its raw name or its identifier. */
  find(server: string, tool: string): ToolInfo | undefined {
    const entry = this.#servers.get(server);
    return entry?.tools.get(tool) ?? entry?.tools.get(entry.rawNames.get(tool) ?? "");
  }

  /** The namespaces of connected servers, in the order of the configuration. */
  namespaces(): CatalogNamespace[] {
    const found: CatalogNamespace[] = [];
    for (const [serverName, identifier] of this.#inOrder()) {
      const entry = this.#servers.get(serverName);
      if (entry !== undefined) found.push({ serverName, identifier, tools: entry.list });
    }
    return found;
  }

  /**
   * What the guest needs to build its namespaces, unreachable servers included. The same array until
   * something changes.
   */
  manifests(): readonly NamespaceManifest[] {
    this.#manifests ??= this.#inOrder().map(([server, identifier]) => {
      const entry = this.#servers.get(server);
      return {
        server,
        identifier,
        tools: entry?.manifest ?? "[]",
        connected: entry !== undefined,
      };
    });
    return this.#manifests;
  }

  #changed(): void {
    this.#version++;
    this.#manifests = undefined;
  }

  #inOrder(): [server: string, identifier: string][] {
    return [...this.#identifiers];
  }
}
