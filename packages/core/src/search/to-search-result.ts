import { callExpression } from "../catalog/call-expression.js";
import type { CatalogNamespace, ToolInfo } from "../contract/executor-host.js";
import type { SearchDetailLevel, ToolSearchResult } from "../contract/tool-search.js";
import { roundedScore } from "./told-score.js";

/** Gives a tool as TypeScript, or nothing. */
export type SignatureOf = (
  tool: ToolInfo,
  namespace: CatalogNamespace,
  detailLevel: SearchDetailLevel,
) => string | undefined;

/** A tool that was found. */
export interface FoundTool {
  readonly tool: ToolInfo;
  readonly namespace: CatalogNamespace;
  readonly score: number | undefined;
  readonly detailLevel: SearchDetailLevel;
}

/** Says of a tool what a detail level tells. */
export function toSearchResult(
  { tool, namespace, score, detailLevel }: FoundTool,
  signatureOf: SignatureOf,
): ToolSearchResult {
  const result: ToolSearchResult = {
    name: tool.name,
    server: namespace.serverName,
    call: callExpression(namespace.identifier, tool.identifier),
  };
  if (score !== undefined) result.score = roundedScore(score);
  if (detailLevel === "names") return result;
  if (tool.description !== undefined) result.description = tool.description;
  const signature = signatureOf(tool, namespace, detailLevel);
  if (signature !== undefined) result.signature = signature;
  if (detailLevel === "descriptions") return result;
  result.input_schema = tool.inputSchema;
  if (tool.outputSchema !== undefined) result.output_schema = tool.outputSchema;
  if (tool.annotations !== undefined) result.annotations = tool.annotations;
  return result;
}
