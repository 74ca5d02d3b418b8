/**
 * Names of span attributes. Those of `gen_ai`, `mcp`, `rpc` and `error` are OpenTelemetry's: "Execute tool
 * span" in docs/gen-ai/gen-ai-spans.md, and "Client" in docs/gen-ai/mcp.md, of
 * https://github.com/open-telemetry/semantic-conventions-genai (status: Development). What they have no
 * name for is ours.
 */
export const ATTRIBUTE = {
  operation: "gen_ai.operation.name",
  tool: "gen_ai.tool.name",
  toolType: "gen_ai.tool.type",
  prompt: "gen_ai.prompt.name",
  input: "gen_ai.tool.call.arguments",
  output: "gen_ai.tool.call.result",
  method: "mcp.method.name",
  resource: "mcp.resource.uri",
  rpcStatus: "rpc.response.status_code",
  errorType: "error.type",
  executionId: "toolweave.execution.id",
  toolCalls: "toolweave.execution.tool_calls",
  resumed: "toolweave.execution.resumed",
  suspended: "toolweave.execution.suspended",
  server: "toolweave.server.name",
  callId: "toolweave.tool_call.id",
  callStatus: "toolweave.tool_call.status",
  attempts: "toolweave.tool_call.attempts",
  matches: "toolweave.search.matches",
} as const;

/** The one operation of the GenAI conventions that concerns us. */
export const EXECUTE_TOOL = "execute_tool";

/** An error of which nothing is known, as the conventions have it. */
export const OTHER_ERROR = "_OTHER";
