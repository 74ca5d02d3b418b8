/** An executor as a class: code of your own, which needs no sandbox, with the servers' tools. */
import assert from "node:assert/strict";
import { BaseCodeExecutor, MCPClient } from "@toolweave/core";
import { createIssueTracker } from "../issue-tracker.mjs";

const AsyncFunction = /** @type {FunctionConstructor} */ ((async () => {}).constructor);

/** Runs trusted code in this very process. For code that a model writes, extend SandboxExecutor. */
class InProcessExecutor extends BaseCodeExecutor {
  /** @param {string} code */
  async execute(code) {
    await this.ensureServersConnected();
    const started = performance.now();
    /** @type {string[]} */
    const logs = [];
    const globals = {
      console: { log: (/** @type {unknown[]} */ ...args) => logs.push(args.map(String).join(" ")) },
      search_tools: this.createSearchToolsFunction(),
      ...Object.fromEntries(
        this.getToolNamespaces().map(({ identifier, tools, callTool }) => [
          identifier,
          Object.fromEntries(
            tools.map((tool) => [
              tool.identifier,
              (/** @type {Record<string, unknown>} */ args) => callTool(tool.name, args),
            ]),
          ),
        ]),
      ),
    };
    const seconds = () => (performance.now() - started) / 1000;
    try {
      const run = new AsyncFunction(...Object.keys(globals), code);
      const result = await run(...Object.values(globals));
      return { result, logs, error: null, execution_time: seconds() };
    } catch (error) {
      return { result: null, logs, error: String(error), execution_time: seconds() };
    }
  }

  async cleanup() {}
}

const client = new MCPClient(
  { mcpServers: { tracker: { server: createIssueTracker() } } },
  { codeMode: { executor: new InProcessExecutor() } },
);

try {
  const execution = await client.executeCode(`
    const { results } = await search_tools("issues", "names");
    console.log("found", results[0].name);
    const issues = await tracker.list_issues({ state: "open" });
    return issues.map((issue) => issue.title);
  `);
  console.log(execution);
  assert.deepEqual(execution.result, ["Crash on start", "Add dark mode"]);
  assert.deepEqual(execution.logs, ["found list_issues"]);
} finally {
  await client.close();
}
