import { MCPClient } from "@toolweave/core";
import { E2BCodeExecutor } from "@toolweave/executor-e2b";
import { bareTool } from "../tools/tool-source.mjs";

/** @param {import("./service.mjs").Connection} connection @returns {Promise<import("../contenders/contender.mjs").OpenExecutor>} */
export async function openOurExecutor(connection) {
  const executor = new E2BCodeExecutor(undefined, connection);
  const client = new MCPClient(
    { mcpServers: { bench: bareTool.makeServer() } },
    { codeMode: { executor } },
  );
  return {
    async run(code) {
      const { result, error } = await client.executeCode(code, 300_000);
      if (error !== null) throw new Error(error);
      return result;
    },
    close: () => client.close(),
  };
}
