import { MCPClient } from "@toolweave/core";

/** The name under which calls without any executor stand in results. */
export const DIRECT = "direct";

/**
 * Calls the tool without code: `client.callTool`, or the function itself.
 *
 * @typedef {object} DirectCaller
 * @property {(n: number) => Promise<number>} echo resolves with what came back
 * @property {() => Promise<void>} close
 */

/** @param {import("./tool-source.mjs").ToolSource} source @returns {Promise<DirectCaller>} */
export async function openDirectCaller(source) {
  if (source.kind === "function") {
    return {
      echo: async (n) => /** @type {{ n: number }} */ (source.call({ n })).n,
      close: async () => {},
    };
  }
  const client = new MCPClient({ mcpServers: { bench: source.makeServer() } });
  await client.createSession("bench");
  return {
    async echo(n) {
      const { content } = await client.callTool("bench", "echo", { n });
      return JSON.parse(String(content?.[0]?.["text"])).n;
    },
    close: () => client.close(),
  };
}
