/**
 * What an executor needs of a client, made of one function: no MCP, no checks, no records.
 *
 * @param {import("../tools/tool-source.mjs").ToolFunction} call
 * @returns {import("@toolweave/core").ExecutorHost}
 */
export function functionHost(call) {
  const nothingFound = {
    meta: { total_tools: 1, namespaces: ["bench"], result_count: 0 },
    results: [],
  };
  const namespaces = [{ server: "bench", identifier: "bench", tools: '["echo"]', connected: true }];
  return {
    limits: { maxLogBytes: 1 << 20, maxResultBytes: 64 << 20 },
    connectServers: async () => {},
    getToolNamespaces: () => [],
    searchTools: async () => nothingFound,
    openGate: () => ({
      namespaces,
      call: async ({ args: [args] }) =>
        JSON.stringify(call(/** @type {Record<string, unknown>} */ (args))),
      search: async () => nothingFound,
      records: () => [],
      close: () => {},
    }),
  };
}
