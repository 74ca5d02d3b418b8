/**
 * @typedef {import("@toolweave/core").LiveServer} LiveServer
 * @typedef {Parameters<LiveServer["connect"]>[0]} Transport
 */

/** The least that passes for an MCP server: it answers from memory and checks nothing. @returns {LiveServer} */
export function bareServer() {
  const server = {
    /** @param {Transport} transport */
    async connect(transport) {
      transport.onmessage = (message) => {
        if (!("method" in message) || !("id" in message)) return;
        void transport.send({ jsonrpc: "2.0", id: message.id, result: answerTo(message) });
      };
      await transport.start();
    },
    async close() {},
  };
  return /** @type {LiveServer} */ (/** @type {unknown} */ (server));
}

/** @param {{ method: string, params?: any }} request @returns {Record<string, unknown>} */
function answerTo({ method, params }) {
  if (method === "initialize") {
    return {
      protocolVersion: params.protocolVersion,
      capabilities: { tools: {} },
      serverInfo: { name: "bench", version: "1.0.0" },
    };
  }
  if (method === "tools/list") {
    return { tools: [{ name: "echo", inputSchema: { type: "object" } }] };
  }
  return { content: [{ type: "text", text: `{"n":${params?.arguments?.n}}` }] };
}
