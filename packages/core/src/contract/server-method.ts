/** What code asks of a server beside tool calls, by MCP's own names. */
export type ServerMethod =
  | "resources/list"
  | "resources/templates/list"
  | "resources/read"
  | "prompts/list"
  | "prompts/get";
