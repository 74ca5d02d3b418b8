/** Which names code is offered for one that does not exist. */
import { createToolServer } from "@toolweave/core";
import { expect, it } from "vitest";
import { open } from "./support/clients.js";

it.each([
  ["get_user", ["set_user", "get_users"], "get_users"],
  ["tool_7_fil", ["tool_37_file", "tool_6_file", "tool_7_file"], "tool_7_file"],
  ["issue", ["tissues", "list_all_open_issues"], "tissues"],
  ["listIssues", ["list_issue", "list_issues", "list_issues_all"], "list_issues"],
])("of %s's likes among %j the nearest is offered first", async (wrong, names, nearest) => {
  const tools = names.map((name) => {
    return { name, inputSchema: { type: "object" }, handler: () => ({ content: [] }) };
  });
  const client = open({ s: { server: createToolServer("s", tools) } });
  const { error } = await client.executeCode(`await s.${wrong}({})`);
  expect(error).toContain(`Did you mean\n  s.${nearest}(`);
});

it.each([
  [0, "s.delete_all does not exist. s has no tools."],
  [2, "s.delete_all does not exist. s has tool_0, tool_1."],
  [9, "s.delete_all does not exist. s has 9 tools: search_tools(query) finds them."],
])("where none of %i tools is near, what the server has is told", async (count, told) => {
  const tools = Array.from({ length: count }, (_, n) => {
    return { name: `tool_${n}`, inputSchema: { type: "object" }, handler: () => ({ content: [] }) };
  });
  const client = open({ s: { server: createToolServer("s", tools) } });
  const { error } = await client.executeCode("await s.delete_all({})");
  expect(error).toContain(told);
});
