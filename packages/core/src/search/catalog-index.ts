import type { ToolCatalog } from "../catalog/tool-catalog.js";
import type { CatalogNamespace, ToolInfo } from "../contract/executor-host.js";
import { inSlices } from "../protocol/in-slices.js";
import { type NameHits, NameIndex } from "./name-index.js";
import { NearWords } from "./near-words.js";
import { SearchIndex } from "./search-index.js";

interface IndexedServer {
  readonly tools: readonly ToolInfo[];
  readonly documents: number[];
}

/** Of words that no tool has any more, the index is rid by being made anew, if there may be many. */
const MAX_CHURN = 10_000;

/** Tools that are indexed between two looks at the clock. */
const TOOLS_AT_ONCE = 50;

/** The index of a catalog, brought up to date server by server. Nothing is made before it is needed. */
export class CatalogIndex {
  readonly #catalog: ToolCatalog;
  readonly #servers = new Map<string, IndexedServer>();
  #version = -1;
  #replaced = 0;
  #refreshing: Promise<void> | undefined;
  index: SearchIndex = new SearchIndex();
  #names: NameIndex = new NameIndex(this.index.tools);
  nearWords: NearWords = new NearWords(this.index);
  /** In the order of the configuration. */
  namespaces: readonly CatalogNamespace[] = [];
  /** Their identifiers. */
  identifiers: readonly string[] = [];
  readonly #identifierOf = new Map<string, string>();
  /** By document, its place in the catalog. */
  order: Int32Array = new Int32Array(0);
  /** By document, the place of its namespace in `namespaces`. */
  namespaceOf: Int32Array = new Int32Array(0);

  constructor(catalog: ToolCatalog) {
    this.#catalog = catalog;
  }

  /**
   * Reads the servers that have changed since, if any have: `undefined` once all is up to date. Until then
   * what is here is not to be used; who has waited asks again, since the catalog may have changed meanwhile.
   */
  refresh(): Promise<void> | undefined {
    if (this.#version === this.#catalog.version) return this.#refreshing;
    this.#refreshing ??= inSlices(this.#readChanges()).finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  *#readChanges(): Generator<undefined, void> {
    while (this.#version !== this.#catalog.version) {
      const { version } = this.#catalog;
      const namespaces = this.#catalog.namespaces();
      if (this.#replaced > MAX_CHURN + 4 * this.index.size) this.#startAnew();
      const byName = new Map(namespaces.map((namespace) => [namespace.serverName, namespace]));
      for (const [server, { tools }] of this.#servers) {
        if (byName.get(server)?.tools !== tools) this.#remove(server);
        yield;
      }
      for (const { serverName, tools } of namespaces) {
        if (!this.#servers.has(serverName)) yield* this.#add(serverName, tools);
      }
      this.namespaces = namespaces;
      this.identifiers = namespaces.map(({ identifier }) => identifier);
      this.#identifierOf.clear();
      for (const { serverName, identifier } of namespaces) {
        this.#identifierOf.set(serverName, identifier);
      }
      this.#putInOrder();
      this.#version = version;
    }
  }

  /** The tools and servers that a query is the whole name of. */
  findNames(query: string): NameHits {
    return this.#names.find(query, this.#identifierOf, this.order);
  }

  /** The documents of a server that is connected. */
  documentsOf(server: string): readonly number[] {
    return this.#servers.get(server)?.documents ?? [];
  }

  *#add(server: string, tools: readonly ToolInfo[]): Generator<undefined, void> {
    const documents: number[] = [];
    this.#servers.set(server, { tools, documents });
    for (let at = 0; at < tools.length; at += TOOLS_AT_ONCE) {
      const added = this.index.add(server, tools.slice(at, at + TOOLS_AT_ONCE));
      this.#names.add(added);
      documents.push(...added);
      yield;
    }
  }

  #remove(server: string): void {
    const documents = this.documentsOf(server);
    this.#names.remove(documents);
    this.index.remove(documents);
    this.#servers.delete(server);
    this.#replaced += documents.length;
  }

  #startAnew(): void {
    this.#replaced = 0;
    this.#servers.clear();
    this.index = new SearchIndex();
    this.#names = new NameIndex(this.index.tools);
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
