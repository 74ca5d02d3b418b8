import type { ExecutionResult } from "@toolweave/core";

const MOST_NAMED = 20;

/** Adds to the error of an execution that lost its sandbox which calls had been made: they had effects. */
export function withCallsMade(result: ExecutionResult): ExecutionResult {
  const { error, error_details: details, tool_calls: calls = [] } = result;
  if (details?.code !== "SANDBOX_DIED" || calls.length === 0) return result;
  const named = calls
    .slice(0, MOST_NAMED)
    .map(({ namespace, tool, status }) => `${namespace}.${tool} (${status})`);
  if (calls.length > MOST_NAMED) named.push("…");
  const made = `\nTool calls made before, which are not undone: ${named.join(", ")}.`;
  return {
    ...result,
    error: `${error}${made}`,
    error_details: { ...details, message: `${details.message}${made}` },
  };
}
