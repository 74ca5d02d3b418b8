/** What a model is told of `execute_code`. */
export const EXECUTE_CODE_TOOL: string =
  "Runs JavaScript or TypeScript that calls MCP tools as `await server.tool({ ...args })`. The code is the " +
  "body of an async function: `return` what you need, and only that. Answers with result, logs, error and " +
  "execution_time in seconds. Find tools with search_tools first; in code it is `await search_tools(query)`.";

/** What a model is told of `search_tools`. */
export const SEARCH_TOOLS_TOOL: string =
  "Finds MCP tools by what they do, best matches first; an empty query lists all. Each result has `call`, " +
  'the expression to use in execute_code. detail_level: "names", "descriptions", or "full", which has the ' +
  "schema of the arguments.";
