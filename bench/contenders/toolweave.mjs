import { MCPClient } from "@toolweave/core";
import { VMCodeExecutor } from "@toolweave/executor-vm";
import { functionHost } from "./function-host.mjs";

/**
 * @typedef {import("./contender.mjs").Contender} Contender
 * @typedef {import("./contender.mjs").OpenExecutor} OpenExecutor
 * @typedef {import("@toolweave/core").BaseCodeExecutor} BaseCodeExecutor
 */

/** @typedef {new (owner: import("@toolweave/core").ExecutorHostOwner) => BaseCodeExecutor} ExecutorClass */

/** @type {Contender} */
export const toolweave = {
  name: "toolweave",
  about: "MCPClient with the executor `vm`: a fresh context for each execution in a child process",
  open: (options) => openToolweave("vm", VMCodeExecutor, options),
};

/**
 * @param {string} executor
 * @param {ExecutorClass} Executor
 * @param {import("./contender.mjs").OpenOptions} options
 * @returns {Promise<OpenExecutor>}
 */
export async function openToolweave(executor, Executor, { tools, maxConcurrentToolCalls }) {
  if (tools?.kind === "function") return openWithoutMcp(Executor, tools.call);
  const client = new MCPClient(
    { mcpServers: tools === undefined ? {} : { bench: tools.makeServer() } },
    { codeMode: { executor, limits: limits(maxConcurrentToolCalls) } },
  );
  return {
    run: async (code, timeoutMs) => unwrap(await client.executeCode(code, timeoutMs)),
    close: () => client.close(),
  };
}

/**
 * The executor alone, without a client: its tools are functions of this process.
 *
 * @param {ExecutorClass} Executor
 * @param {import("../tools/tool-source.mjs").ToolFunction} call
 * @returns {OpenExecutor}
 */
function openWithoutMcp(Executor, call) {
  const executor = new Executor({ executorHost: functionHost(call) });
  return {
    run: async (code, timeoutMs) => unwrap(await executor.execute(code, timeoutMs)),
    close: () => executor.cleanup(),
  };
}

/** @param {number | undefined} maxConcurrentToolCalls */
function limits(maxConcurrentToolCalls) {
  return maxConcurrentToolCalls === undefined ? {} : { maxConcurrentToolCalls };
}

/** @param {import("@toolweave/core").ExecutionResult} execution */
function unwrap({ result, error }) {
  if (error !== null) throw new Error(error);
  return result;
}
