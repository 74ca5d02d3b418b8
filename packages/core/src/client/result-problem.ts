import { ResultSchema } from "@modelcontextprotocol/sdk/types.js";

/** So many tell which object it was. */
const MOST_KEYS = 5;

/**
 * Why what a function gave cannot be sent as a result; empty where it is nothing like one. The client would never
 * hear of an answer that the protocol does not have.
 */
export function resultProblem(result: unknown): string | undefined {
  if (typeof result !== "object" || result === null || Array.isArray(result)) return "";
  const [issue] = ResultSchema.safeParse(result).error?.issues ?? [];
  return issue && ` of MCP (${issue.path.join(".")}: ${issue.message})`;
}

/**
 * `resultProblem` of a tool's result. The protocol lets one pass that has nothing of its own, such as the data
 * alone: whoever called would be told of an answer without content.
 */
export function toolResultProblem(result: unknown): string | undefined {
  const problem = resultProblem(result);
  if (problem !== undefined) return problem;
  const { content, structuredContent, isError } = result as Readonly<Record<string, unknown>>;
  const isEmpty = (content ?? structuredContent ?? undefined) === undefined && isError !== true;
  if (!isEmpty) return undefined;
  const keys = Object.keys(result as object).slice(0, MOST_KEYS);
  return keys.length === 0 ? " ({})" : ` (it has ${keys.join(", ")})`;
}
