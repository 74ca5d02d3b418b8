import { existsSync, readFileSync } from "node:fs";

/**
 * @typedef {object} DataTool
 * @property {string} id
 * @property {string} corpus
 * @property {string} server
 * @property {string} name
 * @property {string} [description]
 * @property {Record<string, unknown>} inputSchema
 *
 * @typedef {object} DataQuery
 * @property {string} id
 * @property {string} corpus
 * @property {string} kind
 * @property {string} query
 * @property {readonly string[]} relevant ids of tools
 */

/** @param {string} path @returns {DataTool[]} */
export function readTools(path) {
  return readLines(path, "{ id, corpus, server, name, description, inputSchema }");
}

/** @param {string} path @returns {DataQuery[]} */
export function readQueries(path) {
  return readLines(path, "{ id, corpus, kind, query, relevant }");
}

/** @param {string} path @param {string} form */
function readLines(path, form) {
  if (!existsSync(path)) {
    throw new Error(
      `There is no ${path}. The data is no part of this repository: say where it is with --tools ` +
        `FILE and --queries FILE, with one object as JSON on each line: ${form}.`,
    );
  }
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line));
}

/**
 * The tools, over and over under other names, until there are so many.
 *
 * @param {readonly DataTool[]} tools
 * @param {number} count
 * @returns {DataTool[]}
 */
export function repeated(tools, count) {
  return Array.from({ length: count }, (_, index) => {
    const tool = tools[index % tools.length];
    if (tool === undefined) throw new RangeError("there are no tools to repeat");
    const round = Math.floor(index / tools.length);
    if (round === 0) return tool;
    const { id, server, name } = tool;
    return {
      ...tool,
      id: `${id} ${round}`,
      server: `${server} ${round}`,
      name: `${name}_v${round}`,
    };
  });
}
