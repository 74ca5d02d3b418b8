/**
 * @typedef {import("@toolweave/core").LiveServer} LiveServer
 * @typedef {Parameters<LiveServer["connect"]>[0]} Transport
 */

/** What the tool answers with. */
export const ANSWER = { items: [{ id: 1, title: "Crash on start", labels: ["bug"] }], total: 1 };

const ITEM = {
  type: "object",
  properties: {
    id: { type: "integer" },
    title: { type: "string" },
    labels: { type: "array", items: { type: "string" } },
  },
  required: ["id", "title"],
};

/** A tool such as real servers have, with schemas for what it takes and gives. */
const LIST_ISSUES = {
  name: "list_issues",
  inputSchema: {
    type: "object",
    properties: {
      owner: { type: "string", minLength: 1 },
      repo: { type: "string", pattern: "^[\\w.-]+$" },
      state: { enum: ["open", "closed", "all"] },
      labels: { type: "array", items: { type: "string" } },
      page: { type: "integer", minimum: 1 },
      since: { anyOf: [{ type: "string" }, { type: "null" }] },
    },
    required: ["owner", "repo"],
    additionalProperties: false,
  },
  outputSchema: {
    type: "object",
    properties: { items: { type: "array", items: ITEM }, total: { type: "integer" } },
    required: ["items", "total"],
  },
  annotations: { readOnlyHint: true },
};

/** A tool whose schema takes long to compile. */
const WIDE = {
  name: "wide",
  inputSchema: {
    type: "object",
    properties: Object.fromEntries(
      Array.from({ length: 90 }, (_, n) => [
        `property_${n}`,
        { anyOf: [ITEM, { type: "string" }] },
      ]),
    ),
  },
};

/** A server that answers from memory and checks nothing: what is left is the client. @returns {LiveServer} */
export function issueServer() {
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
    const serverInfo = { name: "issues", version: "1.0.0" };
    const { protocolVersion } = params;
    return { protocolVersion, serverInfo, capabilities: { tools: {} } };
  }
  // As from another process: schemas that nobody has compiled yet.
  if (method === "tools/list") return { tools: structuredClone([LIST_ISSUES, WIDE]) };
  return { content: [], structuredContent: ANSWER };
}
