import { MCPClient } from "@toolweave/core";

/**
 * The tools of a source for a contender that brings no MCP client of its own: called on the host,
 * with as little between as there can be.
 *
 * @typedef {object} HostTools
 * @property {readonly string[]} names
 * @property {(tool: string, args: Record<string, unknown>) => Promise<unknown>} call
 * @property {() => Promise<void>} close
 */

/**
 * @param {import("../tools/tool-source.mjs").ToolSource | undefined} source
 * @returns {Promise<HostTools>}
 */
export async function openHostTools(source) {
  if (source === undefined) {
    return { names: [], call: async () => undefined, close: async () => {} };
  }
  if (source.kind === "function") {
    return {
      names: ["echo"],
      call: async (_, args) => source.call(args),
      close: async () => {},
    };
  }
  const client = new MCPClient({ mcpServers: { bench: source.makeServer() } });
  const session = await client.createSession("bench");
  const names = (await session.listTools()).map(({ name }) => name);
  return {
    names,
    call: async (tool, args) => firstText(await client.callTool("bench", tool, args)),
    close: () => client.close(),
  };
}

/** @param {import("@toolweave/core").ToolResult} result */
function firstText({ content }) {
  const text = content?.[0]?.["text"];
  if (typeof text !== "string") return content;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
