import type { JsonSchema } from "./tool.js";

/** How much each search result says. */
export type SearchDetailLevel = "names" | "descriptions" | "full";

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
  /** Tools that matched. */
  result_count: number;
}

export interface ToolSearchResult {
  /** The tool's raw name. */
  name: string;
  /** The server's configured name. */
  server: string;
  /** The exact expression to paste: `github.list_issues`. */
  call?: string;
  /** At "descriptions" and "full". */
  description?: string;
  /** At "full". */
  input_schema?: JsonSchema;
}

/** `search_tools` as it stands in the guest. Default detail level: "full". */
export type SearchToolsFunction = (
  query?: string,
  detailLevel?: SearchDetailLevel,
) => Promise<ToolSearchResponse>;
