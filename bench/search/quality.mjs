import { DEPTH, judgeAll } from "./metrics.mjs";
import { misspell } from "./misspell.mjs";

/**
 * @typedef {import("./data-set.mjs").DataQuery} DataQuery
 * @typedef {(query: string, limit: number) => string[] | Promise<string[]>} Rank
 */

/** @param {readonly DataQuery[]} queries @param {Rank} rank */
export async function rankAll(queries, rank) {
  /** @type {Map<string, string[]>} */
  const rankings = new Map();
  for (const { id, query } of queries) rankings.set(id, await rank(query, DEPTH));
  return rankings;
}

/** What is left with slips of the keyboard in the queries. @param {readonly DataQuery[]} queries @param {Rank} rank */
export async function judgeMisspelt(queries, rank) {
  const misspelt = queries.map((query) => ({ ...query, query: misspell(query.query, query.id) }));
  return judgeAll(queries, await rankAll(misspelt, rank)).headline;
}

/**
 * The share of tools that stand first for their own name, or after others of the same name.
 *
 * @param {readonly { id: string, name: string }[]} tools
 * @param {Rank} rank
 */
export async function exactNameShare(tools, rank) {
  const nameOf = new Map(tools.map(({ id, name }) => [id, name]));
  let first = 0;
  for (const { name } of tools) {
    const [best = ""] = await rank(name, 1);
    if (nameOf.get(best) === name) first++;
  }
  return first / tools.length;
}
