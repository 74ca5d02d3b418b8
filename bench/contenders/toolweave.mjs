import { MCPClient } from "@toolweave/core";
import { VMCodeExecutor } from "@toolweave/executor-vm";
import { functionHost } from "./function-host.mjs";

/**
 * @typedef {import("./contender.mjs").Contender} Contender
 * @typedef {import("./contender.mjs").OpenExecutor} OpenExecutor
 */

/** @type {Contender} */
export const toolweave = {
  name: "toolweave",
  about: "MCPClient with the executor `vm`: a fresh context for each execution in a child process",
  async open({ tools, maxConcurrentToolCalls }) {
    if (tools?.kind === "function") return openWithoutMcp(tools.call);
    const client = new MCPClient(
      { mcpServers: tools === undefined ? {} : { bench: tools.makeServer() } },
      { codeMode: { executor: "vm", limits: limits(maxConcurrentToolCalls) } },
    );
    return {
      run: async (code, timeoutMs) => unwrap(await client.executeCode(code, timeoutMs)),
      close: () => client.close(),
    };
  },
};

/**
 * The executor alone, without a client: its tools are functions of this process.
 *
 * @param {import("../tools/tool-source.mjs").ToolFunction} call
 * @returns {OpenExecutor}
 */
function openWithoutMcp(call) {
  const executor = new VMCodeExecutor({ executorHost: functionHost(call) });
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
