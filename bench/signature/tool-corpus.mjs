import { existsSync, readFileSync } from "node:fs";
import { createToolServer } from "@toolweave/core";

/**
 * A tool of the data set.
 *
 * @typedef {object} CorpusTool
 * @property {string} corpus
 * @property {string} server
 * @property {string} name
 * @property {string} [description]
 * @property {Record<string, unknown>} inputSchema
 */

/** The tools of a JSON-lines file. @param {string} path @returns {CorpusTool[]} */
export function readTools(path) {
  if (!existsSync(path)) {
    throw new Error(
      `There is no ${path}. The tools are no part of this repository: say where they are with ` +
        "--tools FILE, one tool as JSON on each line: { corpus, server, name, description, inputSchema }.",
    );
  }
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line));
}

/**
 * The servers that have the tools. A name that two corpora share is two servers.
 *
 * @param {readonly CorpusTool[]} tools
 */
export function serversOf(tools) {
  /** @type {Map<string, CorpusTool[]>} */
  const byServer = new Map();
  /** @type {Map<string, string>} */
  const corpusOf = new Map();
  for (const tool of tools) {
    const owner = corpusOf.get(tool.server) ?? tool.corpus;
    corpusOf.set(tool.server, owner);
    const name = owner === tool.corpus ? tool.server : `${tool.server}-${tool.corpus}`;
    const own = byServer.get(name) ?? [];
    byServer.set(name, [...own, tool]);
  }
  const entries = [...byServer].map(([name, own]) => {
    const served = own.map(({ name, description, inputSchema }) => ({
      name,
      description,
      inputSchema,
      handler: () => ({ content: [] }),
    }));
    return /** @type {const} */ ([name, { server: createToolServer(name, served) }]);
  });
  return { byServer, mcpServers: Object.fromEntries(entries) };
}
