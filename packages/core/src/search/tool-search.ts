import type { ToolCatalog } from "../catalog/tool-catalog.js";
import type {
  SearchDetailLevel,
  ToolSearchMeta,
  ToolSearchOptions,
  ToolSearchResponse,
  ToolSearchResult,
} from "../contract/tool-search.js";
import { inSlices } from "../protocol/in-slices.js";
import { CatalogIndex } from "./catalog-index.js";
import { countByNamespace } from "./count-by-namespace.js";
import { type DenseScores, EmbeddedTools } from "./embedded-tools.js";
import { findServer } from "./find-server.js";
import { type Ranking, rankTools } from "./rank-tools.js";
import type { RankedTool } from "./ranked-list.js";
import { readQuery } from "./read-query.js";
import { resolveQuery } from "./resolve-query.js";
import { readSearchRequest, type SearchRequest } from "./search-request.js";
import type { SearchSettings } from "./search-settings.js";
import { suggestQueries } from "./suggest-queries.js";
import { type FoundTool, type SignatureOf, toSearchResult } from "./to-search-result.js";

const MAX_UNMATCHED = 20;
const MAX_UNMATCHED_LENGTH = 60;

/** What a search needs beside the catalog. */
export interface ToolSearchParts {
  readonly settings?: SearchSettings;
  readonly signatureOf?: SignatureOf;
}

/** Finds tools of a catalog. The index is made by the first search, and then follows the catalog. */
export class ToolSearch {
  readonly #catalog: ToolCatalog;
  readonly #catalogIndex: CatalogIndex;
  readonly #embedded: EmbeddedTools | undefined;
  readonly #signatureOf: SignatureOf;

  constructor(catalog: ToolCatalog, { settings, signatureOf }: ToolSearchParts = {}) {
    this.#catalog = catalog;
    this.#catalogIndex = new CatalogIndex(catalog);
    this.#embedded = settings?.embed && new EmbeddedTools({ ...settings, embed: settings.embed });
    this.#signatureOf = signatureOf ?? (() => undefined);
  }

  /** @throws ToolweaveError `TOOL_ARGUMENTS_INVALID`, `SERVER_UNKNOWN`. */
  async search(
    search?: string | ToolSearchOptions,
    detailLevel?: SearchDetailLevel,
  ): Promise<ToolSearchResponse> {
    const request = readSearchRequest(search, detailLevel);
    const index = this.#catalogIndex;
    for (let work = index.refresh(); work !== undefined; work = index.refresh()) await work;
    const server = findServer(request.server, this.#catalog);
    if (!this.#asksForSomething(request.query)) return this.#list(request, server);
    const dense = await this.#embedded?.scores(request.query, index.index);
    // While the vectors were made, the catalog may have changed.
    for (let work = index.refresh(); work !== undefined; work = index.refresh()) await work;
    return this.#find(request, server, dense);
  }

  /** A pattern such as `*` asks for everything, unless a tool or a server is named so. */
  #asksForSomething(query: string): boolean {
    if (/[\p{L}\p{N}]/u.test(query)) return true;
    const { tools, ofServer } = this.#catalogIndex.findNames(query);
    return tools.length > 0 || ofServer.length > 0;
  }

  #list(request: SearchRequest, server: string | undefined): Promise<ToolSearchResponse> {
    const { namespaces } = this.#catalogIndex;
    const documents = namespaces
      .filter(({ serverName }) => server === undefined || serverName === server)
      .flatMap(({ serverName }) => this.#catalogIndex.documentsOf(serverName));
    const counts = new Int32Array(namespaces.length);
    for (const document of documents) this.#countIn(counts, document);
    const tools = documents.map((document) => ({ document, score: undefined }));
    return this.#respond(request, tools, documents.length, { counts });
  }

  #find(
    request: SearchRequest,
    server: string | undefined,
    dense: DenseScores | undefined,
  ): Promise<ToolSearchResponse> {
    const { index, nearWords, order, namespaceOf, namespaces } = this.#catalogIndex;
    const query = resolveQuery(readQuery(request.query), index, nearWords);
    const ranking: Ranking = rankTools({
      index,
      query,
      names: this.#catalogIndex.findNames(request.query),
      order,
      allowed: server === undefined ? undefined : this.#onlyOf(server),
      minScore: request.minScore,
      wanted: request.offset + request.limit,
      dense: dense?.of(index),
      groups: { of: namespaceOf, count: namespaces.length },
    });
    return this.#respond(request, ranking.tools, ranking.count, {
      counts: ranking.counts,
      unmatched: query.unmatched,
      notes: dense?.notes,
    });
  }

  async #respond(
    request: SearchRequest,
    tools: readonly (RankedTool | { document: number; score: undefined })[],
    count: number,
    found: {
      readonly counts: Int32Array;
      readonly unmatched?: readonly string[];
      readonly notes?: readonly string[] | undefined;
    },
  ): Promise<ToolSearchResponse> {
    const { namespaces, identifiers, namespaceOf, index } = this.#catalogIndex;
    const { offset, limit, detailLevel } = request;
    const given = tools.slice(offset, offset + limit);
    const meta: ToolSearchMeta = {
      total_tools: index.size,
      namespaces: identifiers.slice(),
      result_count: count,
      has_more: offset + given.length < count,
      offset,
      namespace_counts: countByNamespace(found.counts, namespaces),
    };
    const unmatched = (found.unmatched ?? []).filter(
      ({ length }) => length <= MAX_UNMATCHED_LENGTH,
    );
    if (unmatched.length > 0) meta.unmatched_terms = unmatched.slice(0, MAX_UNMATCHED);
    if (count === 0 && request.query !== "") {
      meta.suggestions = suggestQueries(request.query, namespaces);
    }
    if (found.notes !== undefined && found.notes.length > 0) meta.notes = [...found.notes];
    // Taken from the index before anything is waited for: it may change meanwhile.
    const tellable = given.flatMap(({ document, score }) => {
      const tool = index.tools[document]?.tool;
      const namespace = namespaces[namespaceOf[document] ?? -1];
      return tool === undefined || namespace === undefined
        ? []
        : [{ tool, namespace, score, detailLevel }];
    });
    return { meta, results: await inSlices(this.#tell(tellable)) };
  }

  *#tell(found: readonly FoundTool[]): Generator<undefined, ToolSearchResult[]> {
    const results: ToolSearchResult[] = [];
    for (const tool of found) {
      results.push(toSearchResult(tool, this.#signatureOf));
      yield;
    }
    return results;
  }

  #countIn(counts: Int32Array, document: number): void {
    const namespace = this.#catalogIndex.namespaceOf[document] ?? 0;
    counts[namespace] = (counts[namespace] ?? 0) + 1;
  }

  #onlyOf(server: string): Uint8Array {
    const allowed = new Uint8Array(this.#catalogIndex.index.tools.length);
    for (const document of this.#catalogIndex.documentsOf(server)) allowed[document] = 1;
    return allowed;
  }
}
