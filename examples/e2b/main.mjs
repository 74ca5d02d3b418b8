/**
 * Code in a cloud sandbox of E2B, with tools that stay here. With E2B_API_KEY set it runs in E2B itself, or
 * else in a stand-in on this machine.
 */
import assert from "node:assert/strict";
import { MCPClient } from "@toolweave/core";
import { E2BCodeExecutor } from "@toolweave/executor-e2b";
import { createIssueTracker } from "../issue-tracker.mjs";

const apiKey = process.env["E2B_API_KEY"];
const standIn = apiKey === undefined ? await startStandIn() : undefined;
console.log(
  standIn === undefined
    ? "Running in E2B, with the key in E2B_API_KEY."
    : "Running in a stand-in on this machine: set E2B_API_KEY to run in E2B itself.",
);

const executor = new E2BCodeExecutor(undefined, {
  ...standIn?.connection,
  timeoutMs: 120_000,
  allowInternetAccess: false,
  pool: { max: 2 },
  onSandbox: ({ sandboxId }) => console.log(`Sandbox ${sandboxId} is ready.`),
});
const client = new MCPClient(
  { mcpServers: { tracker: { server: createIssueTracker() } } },
  { codeMode: { executor } },
);

try {
  for (const run of ["first", "second"]) {
    const started = performance.now();
    const {
      result,
      error,
      tool_calls: calls,
    } = await client.executeCode(`
      const issues = await tracker.list_issues({});
      const details = await Promise.all(issues.map(({ number }) => tracker.get_issue({ number })));
      return details.map(({ number, title }) => number + ": " + title);
    `);
    assert.equal(error, null);
    assert.ok(Array.isArray(result) && result.length > 0);
    const ms = Math.round(performance.now() - started);
    console.log(`The ${run} execution took ${ms} ms and made ${calls?.length} calls:`, result);
  }

  // The deadline ends the process of the code; the sandbox goes on.
  const endless = await client.executeCode("for (;;);", 1_000);
  assert.equal(endless.error_details?.code, "EXECUTION_TIMEOUT");
  assert.equal((await client.executeCode("return 1 + 1")).result, 2);
  console.log("An endless loop ended at its deadline, and the sandbox went on.");
} finally {
  // Kills the sandboxes: until then they are paid for.
  await client.close();
  await standIn?.close();
}

async function startStandIn() {
  const { startE2BStandIn } = await import("@toolweave/e2b-stand-in");
  return startE2BStandIn();
}
