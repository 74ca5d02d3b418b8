/** What goes wrong, and how it is told: to the code, and to the caller. */
import assert from "node:assert/strict";
import { MCPClient, ToolweaveError } from "@toolweave/core";
import { createIssueTracker } from "../issue-tracker.mjs";

const client = new MCPClient(
  {
    mcpServers: {
      tracker: { server: createIssueTracker() },
      broken: { command: "no-such-command" },
    },
  },
  { codeMode: { executorOptions: { timeoutMs: 10_000 } } },
);

try {
  // A tool that fails throws a ToolError in the code, which may catch it.
  const caught = await client.executeCode(`
    try {
      return await tracker.get_issue({ number: 99 });
    } catch (error) {
      console.error("could not get the issue:", error.message);
      return { failed: error instanceof ToolError, tool: error.tool };
    }
  `);
  assert.deepEqual(caught.result, { failed: true, tool: "get_issue" });
  assert.deepEqual(caught.logs, ["[ERROR] could not get the issue: there is no issue 99"]);

  // What the code does not catch is data for the caller, with the place in the code.
  const uncaught = await client.executeCode(
    "const issue = await tracker.get_issue({ number: 1 });\nreturn issue.assignee.name;",
  );
  console.log(uncaught.error, "\n");
  assert.equal(uncaught.error_details?.line, 2);

  // A wrong name is answered with the right one.
  const misspelt = await client.executeCode("await tracker.list_isues()");
  console.log(misspelt.error, "\n");
  assert.match(String(misspelt.error), /tracker\.list_issues/);

  // A deadline holds, whatever the code does.
  const endless = await client.executeCode("while (true) {}", 500);
  console.log(endless.error, "\n");
  assert.equal(endless.error_details?.code, "EXECUTION_TIMEOUT");

  // A server that cannot be reached fails alone, and says why.
  const unreachable = await client.executeCode("await broken.anything()");
  console.log(unreachable.error, "\n");
  assert.equal(unreachable.error_details?.code, "SERVER_UNAVAILABLE");
  assert.deepEqual(Object.keys(client.getFailedServers()), ["broken"]);

  // Mistakes of the host are exceptions with a stable code.
  await assert.rejects(
    async () => client.addServer("tracker", { command: "node" }),
    (error) => ToolweaveError.isInstance(error) && error.code === "SERVER_EXISTS",
  );
} finally {
  await client.close();
}
