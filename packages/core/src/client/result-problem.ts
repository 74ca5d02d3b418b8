import { ResultSchema } from "@modelcontextprotocol/sdk/types.js";

/**
 * Why what a function gave cannot be sent as a result; empty where it is nothing like one. The client would never
 * hear of an answer that the protocol does not have.
 */
export function resultProblem(result: unknown): string | undefined {
  if (typeof result !== "object" || result === null || Array.isArray(result)) return "";
  const [issue] = ResultSchema.safeParse(result).error?.issues ?? [];
  return issue && ` of MCP (${issue.path.join(".")}: ${issue.message})`;
}
