import type { JsonSchema, ToolAnnotations } from "./tool.js";

/** How much each search result says. */
export type SearchDetailLevel = "names" | "descriptions" | "full";

/** A search in one object. */
export interface ToolSearchOptions {
  /** Words to look for, a whole task, or a name. Empty lists every tool, in the catalog's order. */
  query?: string | undefined;
  /** Default "full". */
  detail_level?: SearchDetailLevel | undefined;
  /** Only tools of this server: its configured name or its namespace. */
  server?: string | undefined;
  /** The most results. Default 10; all of them when the query is empty. */
  limit?: number | undefined;
  /** How many results to leave out from the first on. Default 0. */
  offset?: number | undefined;
  /** Only results with at least this score, from 0 to 1. Default 0. */
  min_score?: number | undefined;
}

/** What a search found, and in how much. */
export interface ToolSearchResponse {
  meta: ToolSearchMeta;
  results: ToolSearchResult[];
}

export interface ToolSearchMeta {
  /** Tools of all servers together. */
  total_tools: number;
  /** The identifiers that stand in code. */
  namespaces: string[];
  /** Tools that matched, those beyond `limit` included. */
  result_count: number;
  /** True if there are results after those given. */
  has_more?: boolean;
  /** How many results come before those given. */
  offset?: number;
  /** By namespace, how many of its tools matched: of the 20 with the most. */
  namespace_counts?: Record<string, number>;
  /** Words of the query that no tool has, not even nearly. */
  unmatched_terms?: string[];
  /** Where nothing matched: what to search for instead. */
  suggestions?: string[];
  /** Servers whose tools could not be looked at, and why: of the first 10. */
  unavailable_servers?: Record<string, string>;
  /** What else there is to know of these results, in sentences. */
  notes?: string[];
}

export interface ToolSearchResult {
  /** The tool's raw name. */
  name: string;
  /** The server's configured name. */
  server: string;
  /** The exact expression to paste: `github.list_issues`. */
  call?: string;
  /** From 0 to 1, 1 for the very name; never more than that of the result before. Without a query, none. */
  score?: number;
  /** At "descriptions" and "full". */
  description?: string;
  /** The tool as TypeScript. At "descriptions" and "full". */
  signature?: string;
  /** At "full". */
  input_schema?: JsonSchema;
  /** At "full", if the server declares one. */
  output_schema?: JsonSchema;
  /** At "full", if the server gives any. */
  annotations?: ToolAnnotations;
}

/**
 * `search_tools` as it stands in the guest. Default detail level: "full". It may be given beside an object
 * of options too, though not as another than in it.
 */
export type SearchToolsFunction = (
  query?: string | ToolSearchOptions,
  detailLevel?: SearchDetailLevel,
) => Promise<ToolSearchResponse>;

/**
 * Turns texts into vectors, one for each, all of one length. Any embedding model will do:
 * `(texts) => embeddings.embedDocuments(texts)` for LangChain's.
 */
export type EmbeddingFunction = (texts: string[]) => Promise<number[][]>;
