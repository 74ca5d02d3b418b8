import type { ToolCatalog } from "../catalog/tool-catalog.js";
import type { CatalogNamespace, ToolInfo } from "../contract/executor-host.js";
import { NameIndex } from "./name-index.js";
import { NearWords } from "./near-words.js";
import { SearchIndex } from "./search-index.js";

interface IndexedServer {
  readonly tools: readonly ToolInfo[];
  readonly documents: readonly number[];
}

/** Of words that no tool has any more, the index is rid by being made anew, if there may be many. */
const MAX_CHURN = 10_000;

/** The index of a catalog, brought up to date server by server. Nothing is made before it is needed. */
export class CatalogIndex {
  readonly #catalog: ToolCatalog;
  readonly #servers = new Map<string, IndexedServer>();
  #version = -1;
  #replaced = 0;
  index: SearchIndex = new SearchIndex();
  names: NameIndex = new NameIndex(this.index.tools);
  nearWords: NearWords = new NearWords(this.index);
  /** In the order of the configuration. */
  namespaces: readonly CatalogNamespace[] = [];
  /** Their identifiers. */
  identifiers: readonly string[] = [];
  /** By document, its place in the catalog. */
  order: Int32Array = new Int32Array(0);
  /** By document, the place of its namespace in `namespaces`. */
  namespaceOf: Int32Array = new Int32Array(0);

  constructor(catalog: ToolCatalog) {
    this.#catalog = catalog;
  }

  /** Reads the servers that have changed since. */
  refresh(): void {
    if (this.#version === this.#catalog.version) return;
    this.#version = this.#catalog.version;
    this.namespaces = this.#catalog.namespaces();
    this.identifiers = this.namespaces.map(({ identifier }) => identifier);
    if (this.#replaced > MAX_CHURN + 4 * this.index.size) this.#startAnew();
    const byName = new Map(this.namespaces.map((namespace) => [namespace.serverName, namespace]));
    for (const [server, { tools }] of this.#servers) {
      if (byName.get(server)?.tools !== tools) this.#remove(server);
    }
    for (const { serverName, tools } of this.namespaces) {
      if (!this.#servers.has(serverName)) this.#add(serverName, tools);
    }
    this.#putInOrder();
  }

  /** The documents of a server that is connected. */
  documentsOf(server: string): readonly number[] {
    return this.#servers.get(server)?.documents ?? [];
  }

  #add(server: string, tools: readonly ToolInfo[]): void {
    const documents = this.index.add(server, tools);
    this.names.add(documents);
    this.#servers.set(server, { tools, documents });
  }

  #remove(server: string): void {
    const documents = this.documentsOf(server);
    this.names.remove(documents);
    this.index.remove(documents);
    this.#servers.delete(server);
    this.#replaced += documents.length;
  }

  #startAnew(): void {
    this.#replaced = 0;
    this.#servers.clear();
    this.index = new SearchIndex();
    this.names = new NameIndex(this.index.tools);
    this.nearWords = new NearWords(this.index);
  }

  #putInOrder(): void {
    this.order = new Int32Array(this.index.tools.length);
    this.namespaceOf = new Int32Array(this.index.tools.length);
    let place = 0;
    this.namespaces.forEach(({ serverName }, number) => {
      for (const document of this.documentsOf(serverName)) {
        this.order[document] = place++;
        this.namespaceOf[document] = number;
      }
    });
  }
}
