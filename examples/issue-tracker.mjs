/** A small issue tracker as a live MCP server, so that the examples need nothing from outside. */
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const ISSUES = [
  { number: 1, title: "Crash on start", state: "open", labels: ["bug"] },
  { number: 2, title: "Add dark mode", state: "open", labels: ["feature"] },
  { number: 3, title: "Typo in the docs", state: "closed", labels: ["docs"] },
];

/** @returns {McpServer} */
export function createIssueTracker() {
  const server = new McpServer({ name: "issue-tracker", version: "1.0.0" });
  server.registerTool(
    "list_issues",
    { description: "Lists issues", inputSchema: { state: z.enum(["open", "closed"]).optional() } },
    ({ state }) => answer(ISSUES.filter((issue) => state === undefined || issue.state === state)),
  );
  server.registerTool(
    "get_issue",
    { description: "Gets one issue by its number", inputSchema: { number: z.number().int() } },
    ({ number }) => {
      const issue = ISSUES.find((candidate) => candidate.number === number);
      if (issue !== undefined) return answer(issue);
      return { isError: true, content: [{ type: "text", text: `there is no issue ${number}` }] };
    },
  );
  return server;
}

/** @param {unknown} value */
function answer(value) {
  return { content: [{ type: /** @type {const} */ ("text"), text: JSON.stringify(value) }] };
}
