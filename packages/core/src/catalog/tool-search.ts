import type { CatalogNamespace, ToolInfo } from "../contract/executor-host.js";
import type {
  SearchDetailLevel,
  ToolSearchResponse,
  ToolSearchResult,
} from "../contract/tool-search.js";
import { callExpression } from "./call-expression.js";
import type { ToolCatalog } from "./tool-catalog.js";

/** Weights of the places where a word of the query may be found. */
const WEIGHTS = { nameWord: 4, name: 2, server: 2, description: 1, schema: 0.5 } as const;

interface Searchable {
  readonly tool: ToolInfo;
  readonly namespace: CatalogNamespace;
  readonly nameWords: readonly string[];
  readonly name: string;
  readonly server: string;
  readonly description: string;
  readonly schema: string;
}

/** Finds tools by the words of a query, each word by itself, best matches first. */
export class ToolSearch {
  readonly #catalog: ToolCatalog;
  #searchables: Searchable[] = [];
  #version = -1;

  constructor(catalog: ToolCatalog) {
    this.#catalog = catalog;
  }

  /** An empty query lists every tool. */
  search(query = "", detail: SearchDetailLevel = "full"): ToolSearchResponse {
    const words = wordsOf(query);
    const found = this.#current()
      .map((searchable, order) => ({ searchable, order, score: scoreOf(searchable, words) }))
      .filter(({ score }) => score > 0 || words.length === 0)
      .sort((a, b) => b.score - a.score || a.order - b.order);
    return {
      meta: {
        total_tools: this.#catalog.size,
        namespaces: this.#catalog.namespaces().map(({ identifier }) => identifier),
        result_count: found.length,
      },
      results: found.map(({ searchable }) => resultOf(searchable, detail)),
    };
  }

  #current(): Searchable[] {
    if (this.#version !== this.#catalog.version) {
      this.#version = this.#catalog.version;
      this.#searchables = this.#catalog
        .namespaces()
        .flatMap((namespace) => namespace.tools.map((tool) => searchableOf(tool, namespace)));
    }
    return this.#searchables;
  }
}

function searchableOf(tool: ToolInfo, namespace: CatalogNamespace): Searchable {
  return {
    tool,
    namespace,
    nameWords: wordsOf(tool.name),
    name: tool.name.toLowerCase(),
    server: `${namespace.serverName} ${namespace.identifier}`.toLowerCase(),
    description: `${tool.title ?? ""} ${tool.description ?? ""}`.toLowerCase(),
    schema: schemaText(tool),
  };
}

function schemaText(tool: ToolInfo): string {
  try {
    return JSON.stringify(tool.inputSchema["properties"] ?? {}).toLowerCase();
  } catch {
    return "";
  }
}

function wordsOf(text: string): string[] {
  return text
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

function scoreOf(searchable: Searchable, words: readonly string[]): number {
  let score = 0;
  for (const word of words) {
    if (searchable.nameWords.includes(word)) score += WEIGHTS.nameWord;
    else if (searchable.name.includes(word)) score += WEIGHTS.name;
    if (searchable.server.includes(word)) score += WEIGHTS.server;
    if (searchable.description.includes(word)) score += WEIGHTS.description;
    if (searchable.schema.includes(word)) score += WEIGHTS.schema;
  }
  return score;
}

function resultOf({ tool, namespace }: Searchable, detail: SearchDetailLevel): ToolSearchResult {
  const result: ToolSearchResult = {
    name: tool.name,
    server: namespace.serverName,
    call: callExpression(namespace.identifier, tool.identifier),
  };
  if (detail !== "names" && tool.description !== undefined) result.description = tool.description;
  if (detail === "full") result.input_schema = tool.inputSchema;
  return result;
}
