import { BaseCodeExecutor, MCPClient } from "@toolweave/core";
import { issueServer } from "./issue-server.mjs";

/**
 * @typedef {import("@toolweave/core").CodeModeConfig} CodeModeConfig
 * @typedef {import("@toolweave/core").PolicyRule} PolicyRule
 */

/** Fifty rules, none of which a call of `issues.list_issues` matches. @type {PolicyRule[]} */
export const FIFTY_RULES = Array.from({ length: 50 }, (_, n) => {
  /** @type {PolicyRule["match"][]} */
  const kinds = [
    `server_${n}.*`,
    `*.delete_${n}*`,
    { server: `server_${n}`, tool: "list_*" },
    { tool: "list_*", annotations: { destructiveHint: true } },
    { args: { properties: { owner: { const: `owner ${n}` } }, required: ["owner"] } },
  ];
  return { match: kinds[n % kinds.length] ?? "", action: "deny" };
});

/** An executor that nobody asks to run anything: the gate is opened as executors open it. */
class NoExecutor extends BaseCodeExecutor {
  /** @returns {Promise<never>} */
  async execute() {
    throw new Error("There is nothing to run");
  }

  async cleanup() {}
}

/**
 * A client with the server `issues`, connected.
 *
 * @param {Omit<CodeModeConfig, "executor" | "executorOptions">} settings
 */
export async function openBenchClient(settings) {
  const client = new MCPClient(
    { mcpServers: { issues: { server: issueServer() } } },
    { codeMode: { ...settings, executor: new NoExecutor() } },
  );
  const session = await client.createSession("issues");
  await client.executorHost.connectServers();
  return { client, session };
}
