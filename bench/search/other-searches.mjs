import MiniSearch from "minisearch";
import { wordsOf } from "../../packages/core/dist/search/split-words.js";
import { stemWord } from "../../packages/core/dist/search/stem-word.js";
import { STOP_WORDS } from "../../packages/core/dist/search/stop-words.js";

/**
 * @typedef {import("./data-set.mjs").DataTool} DataTool
 * @typedef {(query: string, limit: number) => string[]} Rank
 */

const FIELDS = ["name", "server", "description", "properties"];

/** Tools in which the whole query stands as it is. @param {readonly DataTool[]} tools @returns {Rank} */
export function substringSearch(tools) {
  const texts = tools.map(({ id, name, server, description = "" }) => ({
    id,
    text: `${name}\n${server}\n${description}`.toLowerCase(),
  }));
  return (query, limit) => {
    const wanted = query.toLowerCase();
    return texts
      .filter(({ text }) => text.includes(wanted))
      .slice(0, limit)
      .map(({ id }) => id);
  };
}

/** @param {readonly DataTool[]} tools @returns {Rank} */
export function miniSearch(tools) {
  return searchWith(new MiniSearch({ fields: FIELDS }), tools);
}

/** MiniSearch with the words and stems that our own index has. @param {readonly DataTool[]} tools @returns {Rank} */
export function miniSearchWithOurWords(tools) {
  const index = new MiniSearch({
    fields: FIELDS,
    tokenize: wordsOf,
    processTerm: (term) => (STOP_WORDS.has(term) ? null : stemWord(term)),
  });
  return searchWith(index, tools);
}

/** @param {MiniSearch} index @param {readonly DataTool[]} tools @returns {Rank} */
function searchWith(index, tools) {
  index.addAll(
    tools.map(({ id, name, server, description, inputSchema }) => ({
      id,
      name,
      server,
      description,
      properties: JSON.stringify(inputSchema["properties"] ?? {}),
    })),
  );
  return (query, limit) =>
    index
      .search(query)
      .slice(0, limit)
      .map(({ id }) => id);
}
